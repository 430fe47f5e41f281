import type { BindingRow, BindingSettings } from "../../db/workflows/binding-rows.ts";
import { conditionLabel } from "../../domain/condition.ts";
import type { Frequency } from "../../domain/frequency.ts";
import type { ForEachMember, Subject } from "../../domain/binding.ts";
import { required } from "../../domain/required.ts";
import type { Schedule } from "../../domain/schedule.ts";
import { scheduleLabel } from "../../domain/schedule.ts";
import { sayBinding } from "../../domain/sentences/binding-sentences.ts";
import { everyLabel, spanLabel } from "../../domain/sentences/rule-sentences.ts";
import { spanOf } from "./settings.ts";

type Described = Pick<BindingRow, "role"> & Omit<BindingSettings, "enabled">;

/** What a binding does, in words: "At most one run per contact in any 24 hours". */
export function bindingLabel(binding: Described): string {
  const parts = [
    binding.role === "start"
      ? startLabel(
          required(binding.frequency, "the frequency of a start"),
          required(binding.subject, "the subject of a start"),
        )
      : stopLabel[required(binding.match, "whose runs a stop ends")],
  ];
  if (binding.forEach !== null) parts.push(memberLabel(binding.forEach, binding.schedule));
  if (binding.avoidInProgress) parts.push(sayBinding("avoidsInProgress"));
  if (binding.includeMachines) parts.push(sayBinding("includesMachines"));
  if (binding.filter !== null) {
    parts.push(sayBinding("if", { condition: conditionLabel(binding.filter) }));
  }
  if (binding.ignoreOlderThan !== null) {
    parts.push(sayBinding("ignoresOld", { span: spanLabel(spanOf(binding.ignoreOlderThan)) }));
  }
  if (binding.lookBack !== null) {
    parts.push(sayBinding("looksBack", { span: spanLabel(spanOf(binding.lookBack)) }));
  }
  return parts.join("; ");
}

function memberLabel(forEach: ForEachMember, schedule: Schedule | null): string {
  if (schedule === null) {
    return "segment" in forEach
      ? sayBinding("members", forEach)
      : sayBinding("membersByParam", forEach);
  }
  const often = scheduleLabel(schedule);
  return "segment" in forEach
    ? sayBinding("membersOften", { segment: forEach.segment, schedule: often })
    : sayBinding("membersByParamOften", { param: forEach.param, schedule: often });
}

const stopLabel = {
  auto: sayBinding("endsAuto"),
  contact: sayBinding("endsOfContact"),
  key: sayBinding("endsOfKey"),
};

function startLabel(frequency: Frequency, subject: Subject): string {
  if (frequency.kind === "each") return sayBinding("each");
  const isOfContact = subject === "contact";
  if (frequency.kind === "once") return sayBinding(isOfContact ? "oncePerContact" : "oncePerKey");
  const { every, unit, window, timeZone: zone } = frequency;
  const span = everyLabel(every, unit);
  return window === "rolling"
    ? sayBinding(isOfContact ? "perContact" : "perKey", { span })
    : sayBinding(isOfContact ? "perContactOnCalendar" : "perKeyOnCalendar", { span, zone });
}

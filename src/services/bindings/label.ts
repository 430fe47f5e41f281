import type { BindingRow, BindingSettings } from "../../db/workflows/binding-rows.ts";
import type { Span } from "../../contract/api/binding.ts";
import { conditionLabel } from "../../domain/condition.ts";
import type { Frequency } from "../../domain/frequency.ts";
import type { ForEachMember, Subject } from "../../domain/binding.ts";
import { required } from "../../domain/required.ts";
import type { Schedule } from "../../domain/schedule.ts";
import { scheduleLabel } from "../../domain/schedule.ts";
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
  if (binding.avoidInProgress) parts.push("none while one is in progress for the contact");
  if (binding.includeMachines) parts.push("also for clicks and opens by machines");
  if (binding.filter !== null) parts.push(`if ${conditionLabel(binding.filter)}`);
  if (binding.ignoreOlderThan !== null) {
    parts.push(
      `events that occurred over ${spanLabel(spanOf(binding.ignoreOlderThan))} ago start nothing`,
    );
  }
  if (binding.lookBack !== null) {
    parts.push(`for ${spanLabel(spanOf(binding.lookBack))} it also keeps new runs from starting`);
  }
  return parts.join("; ");
}

function memberLabel(forEach: ForEachMember, schedule: Schedule | null): string {
  const members =
    "segment" in forEach
      ? `for each member of "${forEach.segment}"`
      : `for each member of the segment that event.params.${forEach.param} names`;
  return schedule === null ? members : `${members}, ${scheduleLabel(schedule)}`;
}

const stopLabel = {
  auto: "Ends the runs of the event's contact, or without a contact those with its key",
  contact: "Ends the runs of the event's contact",
  key: "Ends the runs with the event's key",
};

function startLabel(frequency: Frequency, subject: Subject): string {
  if (frequency.kind === "each") return "One run for every event";
  const whose = subject === "contact" ? "contact" : "event key";
  if (frequency.kind === "once") return `At most one run per ${whose}, ever`;
  const { every, unit, window, timeZone } = frequency;
  const span = every === 1 ? unit.slice(0, -1) : `${every} ${unit}`;
  return window === "rolling"
    ? `At most one run per ${whose} in any ${span}`
    : `At most one run per ${whose} in each calendar ${span} (${timeZone})`;
}

function spanLabel({ amount, unit }: Span): string {
  return amount === 1 ? `1 ${unit.slice(0, -1)}` : `${amount} ${unit}`;
}

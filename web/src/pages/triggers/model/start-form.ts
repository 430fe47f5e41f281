import type {
  BindingAnswer,
  CreateBinding,
  UpdateBinding,
} from "../../../../../src/contract/api/binding.ts";
import type { Wire } from "../../../api/wire.ts";
import type { Faults } from "./faults.ts";
import { given } from "./faults.ts";
import type { FrequencyForm } from "./frequency-form.ts";
import { freshFrequency, frequencyBody, frequencyFault, frequencyForm } from "./frequency-form.ts";
import type { MembersForm } from "./members-form.ts";
import { membersBody, membersFault, membersForm, noMembers } from "./members-form.ts";
import type { ScheduleForm } from "./schedule-form.ts";
import { freshSchedule, scheduleBody, scheduleFault, scheduleForm } from "./schedule-form.ts";
import { changed } from "./same.ts";
import type { SpanForm } from "./span.ts";
import { spanBody, spanFault, spanForm } from "./span.ts";

export type Binding = Wire<BindingAnswer>;
export type StartBody = Extract<CreateBinding, { role: "start" }>;

/** What starts a workflow, as the dialog has it: also what is not chosen now, so that it can be taken back. */
export interface StartForm {
  source: "event" | "schedule";
  enabled: boolean;
  eventTypeKey: string;
  /** Of the event type, where it is known: whose params a filter can name. */
  eventTypeId: string | undefined;
  frequency: FrequencyForm;
  subject: "contact" | "key";
  filter: unknown;
  ignoreOlderThan: SpanForm;
  avoidInProgress: boolean;
  members: MembersForm;
  segment: string;
  schedule: ScheduleForm;
}

const anHour = { amount: 1, unit: "hours" } as const;

export function freshStart(timeZone: string): StartForm {
  return {
    source: "event",
    enabled: true,
    eventTypeKey: "",
    eventTypeId: undefined,
    frequency: freshFrequency(timeZone),
    subject: "contact",
    filter: null,
    ignoreOlderThan: spanForm(null, anHour),
    avoidInProgress: false,
    members: noMembers,
    segment: "",
    schedule: freshSchedule(timeZone),
  };
}

export function startForm(binding: Binding, timeZone: string): StartForm {
  const fresh = freshStart(timeZone);
  return {
    source: binding.source,
    enabled: binding.enabled,
    eventTypeKey: binding.eventType.key,
    eventTypeId: binding.eventType.id,
    frequency: frequencyForm(binding.frequency, timeZone),
    subject: binding.subject ?? "contact",
    filter: binding.filter ?? null,
    ignoreOlderThan: spanForm(binding.ignoreOlderThan, anHour),
    avoidInProgress: binding.avoidInProgress,
    members: membersForm(binding.forEachMemberOf),
    segment: binding.segment ?? "",
    schedule: binding.schedule === null ? fresh.schedule : scheduleForm(binding.schedule),
  };
}

export function startBody(form: StartForm): StartBody {
  const isRegular = form.source === "schedule";
  return {
    role: "start",
    source: form.source,
    ...(isRegular ? {} : { eventTypeKey: form.eventTypeKey }),
    ...(isRegular ? { segment: form.segment, schedule: scheduleBody(form.schedule) } : {}),
    enabled: form.enabled,
    frequency: frequencyBody(form.frequency),
    // Members are counted one by one: an event key is nobody's.
    subject: isRegular || form.members.of !== "nobody" ? "contact" : form.subject,
    filter: form.filter as StartBody["filter"],
    ignoreOlderThan: isRegular ? null : spanBody(form.ignoreOlderThan),
    avoidInProgress: form.avoidInProgress,
    forEachMemberOf: isRegular ? null : membersBody(form.members),
  };
}

/** What a PATCH must say; undefined when nothing was changed. */
export function startChange(saved: StartForm, form: StartForm): UpdateBinding | undefined {
  const settings = (of: StartForm): UpdateBinding => {
    const { role: _role, source, eventTypeKey: _key, forEachMemberOf, ...rest } = startBody(of);
    return source === "schedule" ? rest : { ...rest, forEachMemberOf };
  };
  return changed(settings(saved), settings(form));
}

/** What is missing before the API can be asked. */
export function startFaults(form: StartForm): Faults {
  const frequency = frequencyFault(form.frequency);
  if (form.source === "schedule") {
    return given({
      ...scheduleFault(form.schedule),
      segment: form.segment === "" ? "Choose a segment: its members are started." : undefined,
      "frequency.every": frequency,
    });
  }
  return given({
    eventTypeKey: form.eventTypeKey === "" ? "Choose the event that starts runs." : undefined,
    "frequency.every": frequency,
    ignoreOlderThan: spanFault(form.ignoreOlderThan),
    forEachMemberOf: membersFault(form.members),
  });
}

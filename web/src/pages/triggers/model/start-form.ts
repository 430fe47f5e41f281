import type {
  BindingAnswer,
  CreateBinding,
  UpdateBinding,
} from "../../../../../src/contract/api/binding.ts";
import type { Wire } from "../../../api/wire.ts";
import { t } from "../../../i18n/i18n.ts";
import type { FieldErrors } from "./field-errors.ts";
import { withoutUndefined } from "./field-errors.ts";
import type { FrequencyForm } from "./frequency-form.ts";
import { freshFrequency, frequencyBody, frequencyError, frequencyForm } from "./frequency-form.ts";
import type { MembersForm } from "./members-form.ts";
import { membersBody, membersError, membersForm, noMembers } from "./members-form.ts";
import type { ScheduleForm } from "./schedule-form.ts";
import { freshSchedule, scheduleBody, scheduleErrors, scheduleForm } from "./schedule-form.ts";
import type { DurationForm } from "./duration.ts";
import { durationBody, durationError, durationForm } from "./duration.ts";
import { changedFields } from "../../../json/same-json.ts";

export type Binding = Wire<BindingAnswer>;
export type StartBody = Extract<CreateBinding, { role: "start" }>;

/** What starts a workflow, as the dialog edits it. Fields that are not in use keep their values, so that a choice can be reverted. */
export interface StartForm {
  source: "event" | "schedule";
  enabled: boolean;
  eventTypeKey: string;
  /** The event type's id, where it is known: a filter can name the params of that type. */
  eventTypeId: string | undefined;
  frequency: FrequencyForm;
  subject: "contact" | "key";
  filter: unknown;
  ignoreOlderThan: DurationForm;
  avoidInProgress: boolean;
  includeMachines: boolean;
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
    ignoreOlderThan: durationForm(null, anHour),
    avoidInProgress: false,
    includeMachines: false,
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
    ignoreOlderThan: durationForm(binding.ignoreOlderThan, anHour),
    avoidInProgress: binding.avoidInProgress,
    includeMachines: binding.includeMachines,
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
    ignoreOlderThan: isRegular ? null : durationBody(form.ignoreOlderThan),
    avoidInProgress: form.avoidInProgress,
    includeMachines: !isRegular && tellsOfMachines(form) && form.includeMachines,
    forEachMemberOf: isRegular ? null : membersBody(form.members),
  };
}

/** Whether the event is one that a machine may have caused. */
export function tellsOfMachines({ eventTypeKey }: Pick<StartForm, "eventTypeKey">): boolean {
  return eventTypeKey === "click" || eventTypeKey === "open";
}

/** What a PATCH must say; undefined when nothing was changed. */
export function startChange(saved: StartForm, form: StartForm): UpdateBinding | undefined {
  const settings = (of: StartForm): UpdateBinding => {
    const body = startBody(of);
    const {
      role: _role,
      source,
      eventTypeKey: _key,
      forEachMemberOf,
      includeMachines,
      ...rest
    } = body;
    return source === "schedule" ? rest : { ...rest, forEachMemberOf, includeMachines };
  };
  return changedFields(settings(saved), settings(form));
}

/** What is missing in the form; the API is asked only when there is nothing. */
export function startErrors(form: StartForm): FieldErrors {
  const frequency = frequencyError(form.frequency);
  if (form.source === "schedule") {
    return withoutUndefined({
      ...scheduleErrors(form.schedule),
      segment: form.segment === "" ? t("trigger-form:missing.members") : undefined,
      "frequency.every": frequency,
    });
  }
  return withoutUndefined({
    eventTypeKey: form.eventTypeKey === "" ? t("trigger-form:missing.start") : undefined,
    "frequency.every": frequency,
    ignoreOlderThan: durationError(form.ignoreOlderThan),
    forEachMemberOf: membersError(form.members),
  });
}

/** Whether a start has nothing of what stands under "More". */
export function isPlain(form: StartForm): boolean {
  const { frequency, subject, ignoreOlderThan, avoidInProgress, includeMachines, members } = form;
  const isRolling = frequency.kind !== "period" || frequency.window === "rolling";
  return (
    isRolling &&
    subject === "contact" &&
    !ignoreOlderThan.isOn &&
    !avoidInProgress &&
    !includeMachines &&
    members.of === "nobody"
  );
}

import type { ConditionKind, Watched } from "../../../../src/domain/notifications/condition.ts";
import type { NotificationCondition } from "../../api/notifications.ts";

/** A condition as the form holds it: whatever a kind asks for, also while it is being typed. */
export interface ConditionForm {
  kind: ConditionKind;
  of: Watched;
  /** Of the event type, workflow or pool; "" for all. */
  subject: { id: string; name: string };
  hours: number | string;
  minutes: number | string;
  times: number | string;
  percent: number | string;
  atLeast: number | string;
}

/** What a kind begins with: what Mailbox providers bear, and what is no alarm for nothing. */
export function formOfKind(kind: ConditionKind): ConditionForm {
  return {
    kind,
    of: "eventType",
    subject: { id: "", name: "" },
    hours: kind === "silence" ? 3 : 24,
    minutes: 5,
    times: 3,
    percent: kind === "complaints" ? 0.1 : 5,
    atLeast: 100,
  };
}

export function formOfCondition(
  condition: NotificationCondition,
  subjectName: string | null,
): ConditionForm {
  const { kind, ...given } = condition;
  const form = { ...formOfKind(kind), ...given, kind };
  const id =
    ("id" in condition ? condition.id : undefined) ??
    ("workflowId" in condition ? condition.workflowId : undefined) ??
    "";
  return { ...form, subject: { id, name: subjectName ?? id } };
}

/** As the API takes it; what was left empty stays out, and is refused with its place. */
export function conditionOf(form: ConditionForm): object {
  const { kind, of, subject, hours, minutes, times, percent, atLeast } = form;
  const id = subject.id === "" ? null : subject.id;
  switch (kind) {
    case "silence":
      return { kind, of, id, hours };
    case "burst":
      return { kind, of, id, times, atLeast };
    case "failedRuns":
      return { kind, workflowId: id, percent, hours, atLeast };
    case "failedMessages":
    case "bounces":
    case "complaints":
      return { kind, percent, hours, atLeast };
    case "lowPool":
      return { kind, id };
    case "backlog":
      return { kind, minutes };
    case "channelNotSetUp":
    case "lateWebhook":
      break;
  }
  return { kind };
}

/** What a form's subject is, where its kind has one. */
export function subjectKindOf({ kind, of }: ConditionForm): Watched | "pool" | null {
  if (kind === "silence" || kind === "burst") return of;
  if (kind === "failedRuns") return "workflow";
  return kind === "lowPool" ? "pool" : null;
}

import type { CreateBinding, Span } from "../../contract/api/binding.ts";
import type { BindingRow, BindingSettings } from "../../db/workflows/binding-rows.ts";
import { scheduleWithin } from "../../domain/schedule.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { required } from "../../domain/required.ts";

const seconds = { minutes: 60, hours: 3_600, days: 86_400, weeks: 604_800 };

/** What is kept of a binding that somebody asks for, in the workspace as it is. */
export function settingsOf(body: CreateBinding, { timeZone }: Workspace): BindingSettings {
  const { enabled, filter } = body;
  const unused = {
    frequency: null,
    subject: null,
    ignoreOlderThan: null,
    match: null,
    lookBack: null,
    avoidInProgress: false,
    includeMachines: false,
    forEach: null,
    schedule: null,
  };
  return body.role === "start"
    ? {
        ...unused,
        enabled,
        filter,
        frequency: body.frequency ?? { kind: "each" },
        subject: body.subject,
        ignoreOlderThan: secondsOf(body.ignoreOlderThan),
        avoidInProgress: body.avoidInProgress,
        includeMachines: body.includeMachines,
        forEach: body.segment === undefined ? body.forEachMemberOf : { segment: body.segment },
        schedule: body.schedule === undefined ? null : scheduleWithin(body.schedule, timeZone),
      }
    : { ...unused, enabled, filter, match: body.match, lookBack: secondsOf(body.lookBack) };
}

/** A binding as it would be asked for, by its event type's key: to make the same one elsewhere. */
export function asBody(row: BindingRow): CreateBinding {
  const { enabled, filter, eventTypeKey } = row;
  const span = (length: number | null) => (length === null ? null : spanOf(length));
  if (row.role === "stop") {
    const { match, lookBack } = row;
    const stop = { match: required(match, "whose runs a stop ends"), lookBack: span(lookBack) };
    return { role: "stop", eventTypeKey, enabled, filter, ...stop };
  }
  const start = {
    role: "start" as const,
    enabled,
    filter,
    frequency: required(row.frequency, "the frequency of a start"),
    subject: required(row.subject, "the subject of a start"),
    avoidInProgress: row.avoidInProgress,
    includeMachines: row.includeMachines,
    ignoreOlderThan: span(row.ignoreOlderThan),
  } as const;
  const { forEach, schedule, source } = row;
  if (source === "event") return { ...start, source, eventTypeKey, forEachMemberOf: forEach };
  if (forEach === null || !("segment" in forEach)) {
    throw new Error("a regular start names no segment");
  }
  const { segment } = forEach;
  return { ...start, source, segment, schedule: schedule ?? undefined, forEachMemberOf: null };
}

export function secondsOf(span: Span | null): number | null {
  return span === null ? null : span.amount * seconds[span.unit];
}

/** The span in its largest whole unit: 86,400 seconds are 1 day. */
export function spanOf(total: number): Span {
  for (const unit of ["weeks", "days", "hours"] as const) {
    if (total % seconds[unit] === 0) return { amount: total / seconds[unit], unit };
  }
  return { amount: Math.max(1, Math.round(total / seconds.minutes)), unit: "minutes" };
}

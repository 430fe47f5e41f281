import type { Span } from "../../contract/api/binding.ts";

const seconds = { minutes: 60, hours: 3_600, days: 86_400, weeks: 604_800 };

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

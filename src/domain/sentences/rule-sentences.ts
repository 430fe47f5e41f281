import type { SpanUnit } from "./values.ts";
import { writerOf } from "./writer.ts";

/** How often, and for how long. */
export const ruleSentences = {
  each: "each time",
  oncePerContact: "once per contact",
  oncePerKey: "once per event key",
  perContact: "once per contact in any {span:every}",
  perKey: "once per event key in any {span:every}",
  perContactOnCalendar: "once per contact in each calendar {span:every} ({zone:zone})",
  perKeyOnCalendar: "once per event key in each calendar {span:every} ({zone:zone})",
  seconds_one: "1 second",
  seconds_other: "{count:number} seconds",
  minutes_one: "1 minute",
  minutes_other: "{count:number} minutes",
  hours_one: "1 hour",
  hours_other: "{count:number} hours",
  days_one: "1 day",
  days_other: "{count:number} days",
  weeks_one: "1 week",
  weeks_other: "{count:number} weeks",
  months_one: "1 month",
  months_other: "{count:number} months",
  years_one: "1 year",
  years_other: "{count:number} years",
  second: "second",
  minute: "minute",
  hour: "hour",
  day: "day",
  week: "week",
  month: "month",
  year: "year",
  calendarHours_one: "a calendar hour",
  calendarHours_other: "{count:number} calendar hours",
  calendarDays_one: "a calendar day",
  calendarDays_other: "{count:number} calendar days",
  calendarWeeks_one: "a calendar week",
  calendarWeeks_other: "{count:number} calendar weeks",
  calendarMonths_one: "a calendar month",
  calendarMonths_other: "{count:number} calendar months",
} as const;

export const sayRule = writerOf(ruleSentences);

/** "3 days", "1 day". */
export function spanLabel({ amount, unit }: { amount: number; unit: SpanUnit }): string {
  return sayRule(unit, { count: amount });
}

const bare = {
  seconds: "second",
  minutes: "minute",
  hours: "hour",
  days: "day",
  weeks: "week",
  months: "month",
  years: "year",
} as const;

/** "3 days", "day": what stands behind "in any". */
export function everyLabel(every: number, unit: SpanUnit): string {
  return every === 1 ? sayRule(bare[unit]) : spanLabel({ amount: every, unit });
}

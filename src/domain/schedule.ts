import type { Weekday } from "./time-window.ts";
import { Temporal } from "temporal-polyfill";
import { cronFields } from "./cron.ts";
import { sayBinding } from "./sentences/binding-sentences.ts";
import { everyLabel } from "./sentences/rule-sentences.ts";

export const scheduleUnits = ["minutes", "hours", "days", "weeks", "months"] as const;
/** In the order in which the API lists those of a schedule. */
export const weekdaysFromSunday = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const satisfies readonly Weekday[];

/** When a regular start fires. */
export type Schedule =
  /** Five fields: minute, hour, day of the month, month, weekday. */
  | { kind: "cron"; cron: string; timeZone: string }
  | {
      kind: "every";
      every: number;
      unit: (typeof scheduleUnits)[number];
      /** HH:MM on the wall; of days, weeks and months. */
      at?: string;
      /** Of weeks; Monday without. */
      weekdays?: Weekday[];
      timeZone: string;
    };

type ZoneLess<Part> = Part extends unknown ? Omit<Part, "timeZone"> : never;
/** A schedule that may leave its time zone to whoever keeps it. */
export type ScheduleGiven = ZoneLess<Schedule> & { timeZone?: string | undefined };

export function scheduleWithin(given: ScheduleGiven, timeZone: string): Schedule {
  return { ...given, timeZone: given.timeZone ?? timeZone };
}

/** What a schedule asks of Temporal: a superset of its times where it skips days, weeks or months. */
export type ScheduleTimes =
  | { cron: string; timeZone: string }
  | { everyMinutes: number; timeZone: string }
  | {
      hour: number;
      minute: number;
      dayOfMonth?: number;
      dayOfWeek?: Weekday[];
      timeZone: string;
    };

export function scheduleTimes(schedule: Schedule): ScheduleTimes {
  const { timeZone } = schedule;
  if (schedule.kind === "cron") return { cron: schedule.cron, timeZone };
  const { every, unit, at = "00:00" } = schedule;
  if (unit === "minutes") return { everyMinutes: every, timeZone };
  if (unit === "hours") return { everyMinutes: every * 60, timeZone };
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  const clock = { hour, minute, timeZone };
  if (unit === "days") return clock;
  return unit === "weeks"
    ? { ...clock, dayOfWeek: schedule.weekdays ?? ["monday"] }
    : { ...clock, dayOfMonth: 1 };
}

/**
 * Whether a time that Temporal tells is one of the schedule's: of every third day (week, month)
 * only each third counts, from 1970-01-01 (Monday 1969-12-29, January 1970) on, as windows do.
 */
export function isDue(schedule: Schedule, at: Date): boolean {
  if (schedule.kind === "cron") return true;
  const { every, unit, timeZone } = schedule;
  if (every === 1 || unit === "minutes" || unit === "hours") return true;
  const date = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const epoch = new Temporal.PlainDate(1970, 1, 1).subtract({ days: unit === "weeks" ? 3 : 0 });
  return epoch.until(date, { largestUnit: unit })[unit] % every === 0;
}

/** The fault of a schedule's settings, or null. */
export function scheduleError(schedule: ScheduleGiven): { path: string; message: string } | null {
  if (schedule.kind === "cron") {
    const message = cronFields(schedule.cron);
    return message === null ? null : { path: "cron", message };
  }
  const { every, unit } = schedule;
  const most = { minutes: 1_440, hours: 720, days: 366, weeks: 52, months: 24 }[unit];
  if (every > most) return { path: "every", message: `at most ${most} ${unit}` };
  if (schedule.at !== undefined && (unit === "minutes" || unit === "hours")) {
    return { path: "at", message: `every ${unit} has no time of day` };
  }
  if (schedule.weekdays !== undefined && unit !== "weeks") {
    return { path: "weekdays", message: "only weeks have weekdays" };
  }
  return null;
}

/** When it fires, in words. */
export function scheduleLabel(schedule: Schedule): string {
  const { timeZone: zone } = schedule;
  if (schedule.kind === "cron") return sayBinding("byCron", { cron: schedule.cron, zone });
  const { every, unit, at: time = "00:00" } = schedule;
  const span = everyLabel(every, unit);
  if (unit === "minutes" || unit === "hours") return sayBinding("every", { span });
  if (unit === "months") return sayBinding("everyMonthOn", { span, time, zone });
  if (unit === "days") return sayBinding("everyAt", { span, time, zone });
  const days = (schedule.weekdays ?? ["monday"]).join(", ");
  return sayBinding("everyWeekOn", { span, days, time, zone });
}

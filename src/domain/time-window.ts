import { Temporal } from "temporal-polyfill";
import { required } from "./required.ts";

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * Hours of some weekdays, by the clock on the wall. One that ends at or before the time at which
 * it begins goes over midnight, and belongs to the day it begins on.
 */
export interface TimeWindow {
  days: readonly Weekday[];
  /** HH:MM, from 00:00. */
  from: string;
  /** HH:MM, up to 24:00; the first minute that is outside. */
  to: string;
}

// A weekday comes again within a week, or two where its zone left it out once (Samoa, 2011);
// hours that a clock change swallows come a week later.
const maxDays = 22;

/** Whether the clocks of a time zone show a time within one of the windows. */
export function isWithin(windows: readonly TimeWindow[], at: Date, timeZone: string): boolean {
  const local = zoned(at, timeZone);
  const minute = local.hour * 60 + local.minute;
  const today = dayName(local.dayOfWeek);
  const yesterday = dayName(local.dayOfWeek - 1);
  return windows.some((window) => {
    const [from, to] = [minuteOf(window.from), minuteOf(window.to)];
    if (from < to) return window.days.includes(today) && from <= minute && minute < to;
    return (
      (window.days.includes(today) && from <= minute) ||
      (window.days.includes(yesterday) && minute < to)
    );
  });
}

/**
 * The first instant, from `at` on, that is within one of the windows: `at` itself if it is.
 * @throws when no window has a day
 */
export function nextWithin(windows: readonly TimeWindow[], at: Date, timeZone: string): Date {
  if (isWithin(windows, at, timeZone)) return at;
  const start = zoned(at, timeZone);
  const inside = (instants: readonly number[]): number[] =>
    instants.filter((ms) => ms > at.getTime() && isWithin(windows, new Date(ms), timeZone));

  const found = inside(clockChanges(start));
  for (let days = 0, last = maxDays; days <= last; days++) {
    const begins = inside(beginnings(windows, start.toPlainDate().add({ days }), timeZone));
    // A day that the clocks repeat a part of can overlap with the next one: look at that as well.
    if (begins.length > 0) last = Math.min(last, days + 1);
    found.push(...begins);
  }
  if (found.length === 0) throw new Error("the windows have no time within three weeks");
  return new Date(Math.min(...found));
}

/**
 * The first instant, from `at` on, that is outside all of the windows: `at` itself if it is.
 * @returns null where they leave no time within three weeks
 */
export function nextOutside(
  windows: readonly TimeWindow[],
  at: Date,
  timeZone: string,
): Date | null {
  if (!isWithin(windows, at, timeZone)) return at;
  const start = zoned(at, timeZone);
  const ends = Array.from({ length: maxDays + 1 }, (_, days) =>
    endings(windows, start.toPlainDate().add({ days }), timeZone),
  );
  const outside = [...clockChanges(start), ...ends.flat()].filter(
    (ms) => ms > at.getTime() && !isWithin(windows, new Date(ms), timeZone),
  );
  return outside.length === 0 ? null : new Date(Math.min(...outside));
}

/** Times of one date at which a window ends, of whichever day it is; twice where the clocks show them twice. */
function endings(
  windows: readonly TimeWindow[],
  date: Temporal.PlainDate,
  timeZone: string,
): number[] {
  return windows.flatMap(({ to }) => {
    const local = date.toPlainDateTime(to === "24:00" ? "00:00" : to);
    return (["earlier", "later"] as const).map(
      (disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds,
    );
  });
}

/** Where the windows of one date begin; twice where the clocks show that time twice. */
function beginnings(
  windows: readonly TimeWindow[],
  date: Temporal.PlainDate,
  timeZone: string,
): number[] {
  const day = dayName(date.dayOfWeek);
  return windows
    .filter(({ days }) => days.includes(day))
    .flatMap(({ from }) => {
      const local = date.toPlainDateTime(Temporal.PlainTime.from(from));
      return (["earlier", "later"] as const).map(
        (disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds,
      );
    });
}

/** A window is also entered where the clocks jump into it. */
function clockChanges(start: Temporal.ZonedDateTime): number[] {
  const farthest = start.add({ days: maxDays }).epochMilliseconds;
  const changes: number[] = [];
  let change = start.getTimeZoneTransition("next");
  while (change !== null && change.epochMilliseconds <= farthest) {
    changes.push(change.epochMilliseconds);
    change = change.getTimeZoneTransition("next");
  }
  return changes;
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

/** ISO: 1 is Monday; 0 is the Sunday before. */
function dayName(dayOfWeek: number): Weekday {
  return required(weekdays[(dayOfWeek + 6) % 7], "a day of the week");
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** The windows in words: "Mon, Tue 09:00–18:00; Sat 10:00–14:00". */
export function timeWindowsLabel(windows: readonly TimeWindow[]): string {
  return windows.map(({ days, from, to }) => `${daysLabel(days)} ${from}–${to}`).join("; ");
}

function daysLabel(days: readonly Weekday[]): string {
  if (days.length === weekdays.length) return "every day";
  return weekdays
    .filter((day) => days.includes(day))
    .map((day) => day.slice(0, 1).toUpperCase() + day.slice(1, 3))
    .join(", ");
}

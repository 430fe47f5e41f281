import { Temporal } from "temporal-polyfill";
import type { TimeWindow } from "../time-window.ts";
import { isWithin, nextOutside, timeWindowsLabel } from "../time-window.ts";

/** A day, or some hours, on which nothing goes out. */
export interface Holiday {
  name: string;
  /** A date (2026-12-25) of whoever is written to, or an instant. */
  from: string;
  /** The first date or instant that is over. */
  to: string;
}

export interface HolidayCalendar {
  name: string;
  days: readonly Holiday[];
}

/** What keeps messages back by the clock, and until when. */
export interface Quiet {
  until: Date;
  /** "quiet hours every day 21:00–08:00", "Christmas (Ukrainian holidays)". */
  words: string;
}

/** So many quiet times may follow one another: a year of days, each with its night. */
const most = 1_000;

/** Whether it is quiet at an instant, and when that is over; null: it is not. */
export function quietAt(
  windows: readonly TimeWindow[],
  calendars: readonly HolidayCalendar[],
  at: Date,
  timeZone: string,
): Quiet | null {
  let words: string | undefined;
  let until = at;
  for (let count = 0; count < most; count++) {
    const next = stepOver(windows, calendars, until, timeZone);
    if (next === null) break;
    words ??= next.words;
    until = next.until;
  }
  return words === undefined ? null : { until, words };
}

function stepOver(
  windows: readonly TimeWindow[],
  calendars: readonly HolidayCalendar[],
  at: Date,
  timeZone: string,
): Quiet | null {
  if (isWithin(windows, at, timeZone)) {
    // Windows that leave no time at all hold a message to its latest time.
    const until = nextOutside(windows, at, timeZone) ?? new Date(at.getTime() + 21 * 86_400_000);
    return { until, words: `quiet hours (${timeWindowsLabel(windows)})` };
  }
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const today = instant.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  for (const { name, days } of calendars) {
    for (const day of days) {
      const isDate = day.from.length === 10;
      const now = isDate ? today : at.toISOString();
      if (day.from > now || day.to <= now) continue;
      const words = `${day.name} (${name})`;
      if (!isDate) return { until: new Date(day.to), words };
      const end = Temporal.PlainDate.from(day.to).toZonedDateTime({ timeZone });
      return { until: new Date(end.epochMilliseconds), words };
    }
  }
  return null;
}

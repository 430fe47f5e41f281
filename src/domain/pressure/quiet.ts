import { Temporal } from "temporal-polyfill";
import { sayMessage } from "../sentences/message-sentences.ts";
import type { TimeWindow } from "../time-window.ts";
import { isWithin, nextOutside, nextWithin, timeWindowsLabel } from "../time-window.ts";

/** A day, or some hours, on which nothing goes out. */
export interface Holiday {
  name: string;
  /** A date (2026-12-25) or time (2026-12-25T18:00) of whoever is written to, or an instant. */
  from: string;
  /** The first date, time or instant that is over. */
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

/** So many quiet times may follow one another: weeks of days, each with its night. */
const most = 100;
/** A calendar that closes each day of some years leaves no more to wait for. */
const mostPassed = 1_000;
const threeWeeksMs = 21 * 86_400_000;

/** Whether it is quiet at an instant, and when that is over; null: it is not. */
export function quietAt(
  windows: readonly TimeWindow[],
  calendars: readonly HolidayCalendar[],
  at: Date,
  timeZone: string,
): Quiet | null {
  let words: string | undefined;
  let until = at;
  // Windows that leave no time at all hold a message to its latest time.
  if (isWithin(windows, at, timeZone) && nextOutside(windows, at, timeZone) === null) {
    return { until: new Date(at.getTime() + threeWeeksMs), words: hoursLabel(windows) };
  }
  for (let count = 0; count < most; count++) {
    const next = stepOver(windows, calendars, until, timeZone);
    if (next === null) break;
    words ??= next.words;
    until = next.until;
  }
  return words === undefined ? null : { until, words };
}

export interface Opening {
  at: Date;
  /** The holidays that were passed over, each once: "Christmas (Ukrainian holidays)". */
  passed: string[];
}

/** The first instant, from `from` on, that is within the windows and on no holiday: `from` itself if it is. */
export function nextOpening(
  windows: readonly TimeWindow[],
  calendars: readonly HolidayCalendar[],
  from: Date,
  timeZone: string,
): Opening {
  const passed = new Set<string>();
  let at = nextWithin(windows, from, timeZone);
  for (let count = 0; count < mostPassed; count++) {
    const quiet = quietAt([], calendars, at, timeZone);
    if (quiet === null) break;
    passed.add(quiet.words);
    at = nextWithin(windows, quiet.until, timeZone);
  }
  return { at, passed: [...passed] };
}

function hoursLabel(windows: readonly TimeWindow[]): string {
  return sayMessage("quietHours", { hours: timeWindowsLabel(windows) });
}

function stepOver(
  windows: readonly TimeWindow[],
  calendars: readonly HolidayCalendar[],
  at: Date,
  timeZone: string,
): Quiet | null {
  if (isWithin(windows, at, timeZone)) {
    const until = nextOutside(windows, at, timeZone);
    return until === null ? null : { until, words: hoursLabel(windows) };
  }
  const clock = clockAt(at, timeZone);
  for (const { name, days } of calendars) {
    const day = days.find((one) => isOn(one, clock));
    if (day !== undefined)
      return { until: endOf(day, at, timeZone), words: `${day.name} (${name})` };
  }
  return null;
}

interface Clock {
  /** ISO 8601, in UTC. */
  instant: string;
  /** What the clock on the wall shows. */
  local: string;
}

function clockAt(at: Date, timeZone: string): Clock {
  const local = zoned(at, timeZone).toPlainDateTime().toString();
  return { instant: at.toISOString(), local };
}

const isInstant = ({ from }: Holiday): boolean => from.endsWith("Z");

function isOn(day: Holiday, { instant, local }: Clock): boolean {
  const { from, to } = day;
  const now = isInstant(day) ? instant : local.slice(0, from.length);
  return from <= now && now < to;
}

/**
 * The first instant behind `at` that is no longer on a holiday. Where the clocks leave its end out, that
 * is when they do; where they go back, they may show a time before its beginning, or its end twice.
 */
function endOf(day: Holiday, at: Date, timeZone: string): Date {
  if (isInstant(day)) return new Date(day.to);
  const end = Temporal.PlainDateTime.from(day.to);
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    end.toZonedDateTime(timeZone, { disambiguation }),
  );
  const ends = [
    earlier,
    later,
    later?.getTimeZoneTransition("previous"),
    zoned(at, timeZone).getTimeZoneTransition("next"),
  ]
    .flatMap((one) => one?.epochMilliseconds ?? [])
    .filter((ms) => ms > at.getTime() && !isOn(day, clockAt(new Date(ms), timeZone)));
  return new Date(Math.min(...ends));
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

import fc from "fast-check";
import type { Holiday, HolidayCalendar } from "../../../src/domain/pressure/quiet.ts";
import type { TimeWindow } from "../../../src/domain/time-window.ts";
import { weekdays } from "../../../src/domain/time-window.ts";

/**
 * Quiet hours and holidays as somebody would find them out who looks at the clock on the wall each
 * minute: by `Intl`, and by texts that are compared. It shares nothing with the code under test.
 */

export const minuteMs = 60_000;

// Changes by half an hour and at midnight, a zone that skipped a Friday, one that has none.
export const zones = [
  "UTC",
  "Europe/Kyiv",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Cairo",
  "Asia/Kathmandu",
];

/** Where the clocks of these zones change. */
export const changes = [
  "2026-03-29T01:00Z",
  "2026-10-25T01:00Z",
  "2026-03-08T07:00Z",
  "2026-11-01T06:00Z",
  "2018-11-04T03:00Z",
  "2018-02-18T02:00Z",
  "2026-04-04T15:00Z",
  "2026-10-03T15:30Z",
  "2011-12-30T10:00Z",
  "2026-04-23T22:00Z",
  "2026-10-29T21:00Z",
].map((iso) => Date.parse(iso));

interface WallClock {
  /** "2026-03-29" */
  date: string;
  /** "03:30" */
  time: string;
  /** 0 is Monday. */
  weekday: number;
}

// They change at a quarter of an hour, if at all.
const slotMs = 15 * minuteMs;
const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetOf(ms: number, timeZone: string): number {
  const slot = Math.floor(ms / slotMs) * slotMs;
  const key = `${timeZone} ${slot}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  formats.set(timeZone, format);
  const part = Object.fromEntries(
    format.formatToParts(slot).map(({ type, value }) => [type, Number(value)]),
  ) as Record<"year" | "month" | "day" | "hour" | "minute", number>;
  const offset = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) - slot;
  offsets.set(key, offset);
  return offset;
}

export function wallClock(ms: number, timeZone: string): WallClock {
  const local = new Date(ms + offsetOf(ms, timeZone));
  const text = local.toISOString();
  return {
    date: text.slice(0, 10),
    time: text.slice(11, 16),
    weekday: (local.getUTCDay() + 6) % 7,
  };
}

function isInWindow({ days, from, to }: TimeWindow, { time, weekday }: WallClock): boolean {
  const isOn = (day: number): boolean => days.some((one) => one === weekdays[(day + 7) % 7]);
  if (from < to) return isOn(weekday) && from <= time && time < to;
  return (isOn(weekday) && from <= time) || (isOn(weekday - 1) && time < to);
}

export function isInHours(windows: readonly TimeWindow[], ms: number, timeZone: string): boolean {
  const clock = wallClock(ms, timeZone);
  return windows.some((window) => isInWindow(window, clock));
}

export function isHoliday(
  calendars: readonly HolidayCalendar[],
  ms: number,
  timeZone: string,
): boolean {
  const { date, time } = wallClock(ms, timeZone);
  const isOn = ({ from, to }: Holiday): boolean => {
    if (from.endsWith("Z")) return Date.parse(from) <= ms && ms < Date.parse(to);
    const now = from.length === date.length ? date : `${date}T${time}`;
    return from <= now && now < to;
  };
  return calendars.some(({ days }) => days.some(isOn));
}

/** The first full minute, from `from` on, of which something is true; `from` itself if it is. Null: none before `end`. */
export function firstMinute(
  from: number,
  end: number,
  isSo: (ms: number) => boolean,
): number | null {
  for (let ms = from; ms < end; ms = Math.floor(ms / minuteMs + 1) * minuteMs) {
    if (isSo(ms)) return ms;
  }
  return null;
}

const threeWeeksMs = 21 * 86_400_000;

/** Until when it is quiet; null: it is not. */
export function quietUntil(
  windows: readonly TimeWindow[],
  calendars: readonly HolidayCalendar[],
  at: number,
  timeZone: string,
): number | null {
  const isQuiet = (ms: number): boolean =>
    isInHours(windows, ms, timeZone) || isHoliday(calendars, ms, timeZone);
  if (!isQuiet(at)) return null;
  // Hours that leave no time at all hold a message to its latest time.
  const isOpen = (ms: number): boolean => !isInHours(windows, ms, timeZone);
  if (firstMinute(at, at + threeWeeksMs, isOpen) === null) return at + threeWeeksMs;
  return firstMinute(at, at + 3 * threeWeeksMs, (ms) => !isQuiet(ms));
}

const pad = (number: number): string => String(number).padStart(2, "0");
const clockTime = (minutes: number): string => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

// Around the hours at which clocks change as often as at any other.
const time = fc
  .oneof(fc.integer({ min: 0, max: 24 * 60 - 1 }), fc.integer({ min: 0, max: 20 }).map((n) => n * 15))
  .map(clockTime);

const window: fc.Arbitrary<TimeWindow> = fc.record({
  days: fc.oneof(
    fc.constant(weekdays),
    fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
  ),
  from: time,
  to: fc.oneof(time, fc.constant("24:00")),
});

export const someWindows = fc.array(window, { maxLength: 3 });

/** Around changes of the clocks as often as at any other time; seconds among them. */
export const instant = fc
  .oneof(
    fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2035, 0, 1) }),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * 86_400_000, max: 86_400_000 }))
      .map(([change, offset]) => change + offset),
  )
  .map((ms) => Math.floor(ms / 1_000) * 1_000);

/** Holidays around an instant: days, hours by the clock on the wall, and hours for everybody. */
export function holidaysAround(at: number, timeZone: string): fc.Arbitrary<HolidayCalendar[]> {
  const local = (ms: number): string => {
    const { date, time: hours } = wallClock(ms, timeZone);
    return `${date}T${hours}`;
  };
  const quarter = (ms: number): number => Math.floor(ms / slotMs) * slotMs;
  const forms = {
    days: (ms: number): string => local(ms).slice(0, 10),
    hours: local,
    instants: (ms: number): string => new Date(ms).toISOString(),
  };
  const holiday = fc
    .record({
      form: fc.constantFrom("days" as const, "hours" as const, "instants" as const),
      begins: fc.integer({ min: -48 * 4, max: 72 * 4 }),
      lasts: fc.integer({ min: 1, max: 48 * 4 }),
    })
    .map(({ form, begins, lasts }): Holiday => {
      const from = quarter(at) + begins * slotMs;
      const length = form === "days" ? Math.ceil(lasts / 96) * 86_400_000 : lasts * slotMs;
      const write = forms[form];
      return { name: "Holiday", from: write(from), to: write(from + length) };
    });
  return fc
    .array(holiday, { maxLength: 4 })
    .map((days) => (days.length === 0 ? [] : [{ name: "Holidays", days }]));
}

/** Quiet hours and holidays at an instant somewhere. */
export const anyQuiet = fc
  .tuple(someWindows, instant, fc.constantFrom(...zones))
  .chain(([windows, at, timeZone]) =>
    holidaysAround(at, timeZone).map((calendars) => ({ windows, calendars, at, timeZone })),
  );

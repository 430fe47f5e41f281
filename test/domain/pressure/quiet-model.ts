import fc from "fast-check";
import type { Holiday, HolidayCalendar } from "../../../src/domain/pressure/quiet.ts";
import type { TimeWindow } from "../../../src/domain/time-window.ts";
import { weekdays } from "../../../src/domain/time-window.ts";

/**
 * Quiet hours and holidays as somebody would find them out who looks at the clock on the wall each
 * minute: by `Intl`, and by texts that are compared. It shares nothing with the code under test.
 */

export const minuteMs = 60_000;

/** Zones, and some times at which their clocks change: by half an hour, at midnight, by a whole Friday. */
const changes: Record<string, string[]> = {
  UTC: [],
  "Europe/Kyiv": ["2026-03-29T01:00Z", "2026-10-25T01:00Z"],
  "America/New_York": ["2026-03-08T07:00Z", "2026-11-01T06:00Z"],
  "America/Sao_Paulo": ["2018-11-04T03:00Z", "2018-02-18T02:00Z"],
  "Australia/Lord_Howe": ["2026-04-04T15:00Z", "2026-10-03T15:30Z"],
  "Pacific/Apia": ["2011-12-30T10:00Z", "2012-04-01T14:00Z"],
  "Africa/Cairo": ["2026-04-23T22:00Z", "2026-10-29T21:00Z"],
  "Asia/Kathmandu": [],
};

// They change at a quarter of an hour, if at all.
const slotMs = 15 * minuteMs;
const dayMs = 86_400_000;
const knownOffsets = new Map<string, Map<number, number>>();

/** What the clock on the wall shows, as if it were UTC. */
function clockOf(timeZone: string): (ms: number) => number {
  const offsets = knownOffsets.get(timeZone) ?? new Map<number, number>();
  knownOffsets.set(timeZone, offsets);
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const shownAt = (ms: number): number => {
    const part = Object.fromEntries(
      format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
    ) as Record<"year" | "month" | "day" | "hour" | "minute", number>;
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
  };
  return (ms) => {
    const slot = Math.floor(ms / slotMs) * slotMs;
    const offset = offsets.get(slot) ?? shownAt(slot) - slot;
    offsets.set(slot, offset);
    return ms + offset;
  };
}

type IsSo = (ms: number) => boolean;

/** Whether a time is within one of the hours. */
export function inHours(windows: readonly TimeWindow[], timeZone: string): IsSo {
  const clock = clockOf(timeZone);
  const minutesOf = (text: string): number => {
    const [hours, minutes] = text.split(":").map(Number);
    return (hours ?? 0) * 60 + (minutes ?? 0);
  };
  const all = windows.map(({ days, from, to }) => ({
    days: new Set(days.map((day) => weekdays.indexOf(day))),
    from: minutesOf(from),
    to: minutesOf(to),
  }));
  return (ms) => {
    const shown = clock(ms);
    const minute = Math.floor(shown / minuteMs) % 1_440;
    // The first of January 1970 was a Thursday.
    const today = (Math.floor(shown / dayMs) + 3) % 7;
    return all.some(({ days, from, to }) => {
      const begun = days.has(today) && from <= minute;
      if (from < to) return begun && minute < to;
      return begun || (days.has((today + 6) % 7) && minute < to);
    });
  };
}

/** Whether a time is on a holiday. */
export function onHoliday(calendars: readonly HolidayCalendar[], timeZone: string): IsSo {
  const clock = clockOf(timeZone);
  const all = calendars.flatMap(({ days }) =>
    days.map(({ from, to }) => {
      const isInstant = from.endsWith("Z");
      const msOf = (text: string): number => Date.parse(text.length === 16 ? `${text}Z` : text);
      return { isInstant, from: msOf(from), to: msOf(to) };
    }),
  );
  return (ms) => {
    const shown = clock(ms);
    return all.some(({ isInstant, from, to }) => {
      const now = isInstant ? ms : shown;
      return from <= now && now < to;
    });
  };
}

/** The first full minute, from `from` on, of which something is true; `from` itself if it is. Null: none before `end`. */
export function firstMinute(from: number, end: number, isSo: IsSo): number | null {
  for (let ms = from; ms < end; ms = Math.floor(ms / minuteMs + 1) * minuteMs) {
    if (isSo(ms)) return ms;
  }
  return null;
}

const threeWeeksMs = 21 * dayMs;

/** Until when it is quiet; null: it is not. */
export function quietUntil(
  windows: readonly TimeWindow[],
  calendars: readonly HolidayCalendar[],
  at: number,
  timeZone: string,
): number | null {
  const isInHours = inHours(windows, timeZone);
  const isHoliday = onHoliday(calendars, timeZone);
  const isQuiet: IsSo = (ms) => isInHours(ms) || isHoliday(ms);
  if (!isQuiet(at)) return null;
  const until = firstMinute(at, at + 3 * threeWeeksMs, (ms) => !isQuiet(ms));
  // Hours that leave no time at all hold a message to its latest time.
  const isShort = until !== null && until < at + threeWeeksMs;
  if (isShort || firstMinute(at, at + threeWeeksMs, (ms) => !isInHours(ms)) !== null) return until;
  return at + threeWeeksMs;
}

const pad = (number: number): string => String(number).padStart(2, "0");
const clockTime = (minutes: number): string =>
  `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

// Around the hours at which clocks change as often as at any other.
const time = fc
  .oneof(
    fc.integer({ min: 0, max: 24 * 60 - 1 }),
    fc.integer({ min: 0, max: 20 }).map((n) => n * 15),
  )
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

const hourMs = 60 * minuteMs;

/** A zone, and a time: right around a change of its clocks more often than at any other; seconds among them. */
export const somewhen: fc.Arbitrary<{ timeZone: string; at: number }> = fc
  .constantFrom(...Object.entries(changes))
  .chain(([timeZone, around]) => {
    const anyTime = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2035, 0, 1) });
    const near = around.flatMap((change) =>
      [3 * hourMs, 48 * hourMs].map((reach) =>
        fc.integer({ min: -reach, max: reach }).map((offset) => Date.parse(change) + offset),
      ),
    );
    return fc
      .oneof(anyTime, ...near)
      .map((at) => ({ timeZone, at: Math.floor(at / 1_000) * 1_000 }));
  });

/** Holidays around an instant: days, hours by the clock on the wall, and hours for everybody. */
export function holidaysAround(at: number, timeZone: string): fc.Arbitrary<HolidayCalendar[]> {
  const clock = clockOf(timeZone);
  const local = (ms: number): string => new Date(clock(ms)).toISOString().slice(0, 16);
  const quarter = (ms: number): number => Math.floor(ms / slotMs) * slotMs;
  const forms = {
    days: (ms: number): string => local(ms).slice(0, 10),
    hours: local,
    instants: (ms: number): string => new Date(ms).toISOString(),
  };
  const holiday = fc
    .record({
      form: fc.constantFrom("days" as const, "hours" as const, "instants" as const),
      begins: fc.oneof(fc.integer({ min: -12, max: 4 }), fc.integer({ min: -192, max: 288 })),
      lasts: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 192 })),
    })
    .map(({ form, begins, lasts }): Holiday => {
      const from = quarter(at) + begins * slotMs;
      const length = form === "days" ? Math.ceil(lasts / 96) * dayMs : lasts * slotMs;
      const write = forms[form];
      return { name: "Holiday", from: write(from), to: write(from + length) };
    });
  return fc
    .array(holiday, { maxLength: 4 })
    .map((days) => (days.length === 0 ? [] : [{ name: "Holidays", days }]));
}

/** Quiet hours and holidays somewhere at some time. */
export const anyQuiet = fc
  .tuple(fc.oneof(fc.constant([]), someWindows), somewhen)
  .chain(([windows, { at, timeZone }]) =>
    holidaysAround(at, timeZone).map((calendars) => ({ windows, calendars, at, timeZone })),
  );

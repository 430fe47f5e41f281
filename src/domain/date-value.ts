import { Temporal } from "temporal-polyfill";
import { readDateText } from "./date-text.ts";

/** A date as people and systems write it: a whole day, or an instant. */
export type DateValue =
  | { kind: "day"; day: Temporal.PlainDate }
  | { kind: "instant"; at: Temporal.Instant };

export const dateUnits = ["minutes", "hours", "days", "weeks", "months", "years"] as const;
export type DateUnit = (typeof dateUnits)[number];

/**
 * Reads a date: a text in one of the forms of `readDateText`, and Unix time in seconds, milliseconds,
 * microseconds or nanoseconds. A time without an offset is one of `timeZone`.
 * @returns null for what is no date
 */
export function readDate(value: unknown, timeZone: string): DateValue | null {
  try {
    if (typeof value === "number") return ofUnixTime(value);
    return typeof value === "string" ? ofText(value.trim(), timeZone) : null;
  } catch (error) {
    // What the calendar does not have, such as 30 February.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

// Seconds from 1973 to 5138, and so on: no usual number is taken for a date.
const unixUnits = [
  { least: 1e17, inMilliseconds: (value: number) => value / 1e6 },
  { least: 1e14, inMilliseconds: (value: number) => value / 1e3 },
  { least: 1e11, inMilliseconds: (value: number) => value },
  { least: 1e8, inMilliseconds: (value: number) => value * 1e3 },
];

function ofUnixTime(value: number): DateValue | null {
  const unit = Number.isFinite(value) && unixUnits.find(({ least }) => value >= least);
  if (!unit) return null;
  return instant(Math.floor(unit.inMilliseconds(value)));
}

const instant = (milliseconds: number): DateValue => ({
  kind: "instant",
  at: Temporal.Instant.fromEpochMilliseconds(milliseconds),
});

function ofText(text: string, timeZone: string): DateValue | null {
  if (/^(?:\d{10}(?:\.\d+)?|\d{13}|\d{16}|\d{19})$/.test(text)) return ofUnixTime(Number(text));
  const written = readDateText(text);
  if (written === null) return null;
  const { time, offset } = written;
  const day = Temporal.PlainDate.from(written, { overflow: "reject" });
  if (time === null) return { kind: "day", day };
  const { nanosecond, ...clock } = time;
  const local = day.toPlainDateTime(
    Temporal.PlainTime.from(
      {
        ...clock,
        // A leap second is one that clocks don't show.
        second: clock.second === 60 ? 59 : clock.second,
        millisecond: Math.floor(nanosecond / 1e6),
        microsecond: Math.floor(nanosecond / 1e3) % 1_000,
        nanosecond: nanosecond % 1_000,
      },
      { overflow: "reject" },
    ),
  );
  return { kind: "instant", at: local.toZonedDateTime(offset ?? timeZone).toInstant() };
}

/** Which comes first. Where one is a whole day, days are compared, by the calendar of `timeZone`. */
export function compareDates(a: DateValue, b: DateValue, timeZone: string): number {
  return a.kind === "instant" && b.kind === "instant"
    ? Temporal.Instant.compare(a.at, b.at)
    : Temporal.PlainDate.compare(dayOf(a, timeZone), dayOf(b, timeZone));
}

export function dayOf(date: DateValue, timeZone: string): Temporal.PlainDate {
  return date.kind === "day" ? date.day : date.at.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** A whole day begins at its midnight. */
export function instantOf(date: DateValue, timeZone: string): Temporal.Instant {
  return date.kind === "instant"
    ? date.at
    : date.day.toZonedDateTime({ timeZone }).startOfDay().toInstant();
}

/**
 * Adds a span (or takes it away) on the calendar of `timeZone`. A day stays a day, unless the
 * span is one of hours or minutes.
 * @returns null when that leads out of the calendar
 */
export function addToDate(
  date: DateValue,
  amount: number,
  unit: DateUnit,
  timeZone: string,
): DateValue | null {
  try {
    if (date.kind === "day" && unit !== "hours" && unit !== "minutes") {
      return { kind: "day", day: date.day.add({ [unit]: amount }) };
    }
    const start = instantOf(date, timeZone).toZonedDateTimeISO(timeZone);
    return { kind: "instant", at: start.add({ [unit]: amount }).toInstant() };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** ISO 8601. */
export function dateText(date: DateValue): string {
  return date.kind === "day" ? date.day.toString() : date.at.toString();
}

import { Temporal } from "temporal-polyfill";

/** A date as people and systems write it: a whole day, or an instant. */
export type DateValue =
  | { kind: "day"; day: Temporal.PlainDate }
  | { kind: "instant"; at: Temporal.Instant };

export const dateUnits = ["minutes", "hours", "days", "weeks", "months", "years"] as const;
export type DateUnit = (typeof dateUnits)[number];

const iso =
  /^(\d{4}[-/]\d{2}[-/]\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}):(\d{2})(:\d{2})?)?$/;

/**
 * Reads a date: ISO 8601 with or without time and offset (a space for the T is fine), 2026/11/24,
 * 24.11.2026 with or without a time, and Unix time in seconds or milliseconds. A time without an
 * offset is one of `timeZone`. Forms that two countries read differently (11/12/2026) are none.
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

function ofUnixTime(value: number): DateValue | null {
  // Seconds from 1973 to 5138, milliseconds from then on: no usual number is taken for a date.
  if (!Number.isFinite(value) || value < 1e8) return null;
  const milliseconds = value < 1e11 ? value * 1_000 : value;
  return {
    kind: "instant",
    at: Temporal.Instant.fromEpochMilliseconds(Math.floor(milliseconds)),
  };
}

function ofText(text: string, timeZone: string): DateValue | null {
  if (/^(\d{10}|\d{13})$/.test(text)) return ofUnixTime(Number(text));
  const [, date, time, offset] = iso.exec(fromDotted(text)) ?? [];
  if (date === undefined) return null;
  const day = date.replaceAll("/", "-");
  if (time === undefined) return { kind: "day", day: Temporal.PlainDate.from(day) };
  const local = `${day}T${time}`;
  const at =
    offset === undefined
      ? Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant()
      : Temporal.Instant.from(`${local}${offset}`);
  return { kind: "instant", at };
}

function fromDotted(text: string): string {
  const [, day, month, year, hour, minute, seconds = ""] = dotted.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return text;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (hour === undefined || minute === undefined) return date;
  return `${date}T${hour.padStart(2, "0")}:${minute}${seconds}`;
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

import { Temporal } from "temporal-polyfill";
import type { DateUnit } from "./date-value.ts";
import { addToDate, dayOf, instantOf, readDate } from "./date-value.ts";

/** A date to come, found from a value. */
export interface Appointment {
  /** Negative: before the date. */
  shift: { amount: number; unit: DateUnit } | null;
  /** HH:MM, at which the shifted day is meant. */
  time: string | null;
  timeZone: string;
}

/**
 * The instant that is meant: the date, moved by the shift on the calendar of the time zone, at the
 * time of day on that day. A whole day without a time of day is its midnight. A time that a clock
 * change leaves out is as much later; of one that it repeats, the first is meant.
 * @returns null when the value is no date
 */
export function appointmentOf(value: unknown, rules: Appointment): Date | null {
  const { shift, time, timeZone } = rules;
  const read = readDate(value, timeZone);
  const date = read && shift ? addToDate(read, shift.amount, shift.unit, timeZone) : read;
  if (date === null) return null;
  const instant =
    time === null
      ? instantOf(date, timeZone)
      : dayOf(date, timeZone)
          .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
          .toInstant();
  return new Date(instant.epochMilliseconds);
}

import { Temporal } from "temporal-polyfill";
import { everyLabel, sayRule } from "./sentences/rule-sentences.ts";

export const periodUnits = ["hours", "days", "weeks", "months"] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** How often a binding may launch for one subject (a contact, or an event key). */
export type Frequency =
  | { kind: "each" }
  | { kind: "once" }
  | {
      kind: "period";
      every: number;
      unit: PeriodUnit;
      /**
       * Rolling: the window opens with the event that launches. Calendar: it is aligned to the
       * hour, day, week (Monday) or month of the time zone.
       */
      window: "rolling" | "calendar";
      /** IANA name; days, weeks and months are counted on its calendar. */
      timeZone: string;
    };

type Period = Extract<Frequency, { kind: "period" }>;

export interface Window {
  start: Date;
  /** The first instant that may launch again. */
  end: Date;
}

/** The window that a launch at `at` opens (rolling) or falls into (calendar). */
export function windowOf(period: Period, at: Date): Window {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
    period.timeZone,
  );
  if (period.window === "rolling") {
    return { start: at, end: toDate(local.add({ [period.unit]: period.every })) };
  }
  const [start, end] =
    period.unit === "hours" ? hourWindow(local, period.every) : dateWindow(local, period);
  return { start: toDate(start), end: toDate(end) };
}

/** When a subject may launch again after a launch at `at`; null where nothing is limited. */
export function nextAllowedAt(frequency: Frequency, at: Date): Date | "infinity" | null {
  if (frequency.kind === "each") return null;
  return frequency.kind === "once" ? "infinity" : windowOf(frequency, at).end;
}

/**
 * The earliest launch that still holds its subject back at `now`, to a second; null where none does.
 * A later launch opens a window that ends no sooner, so it can be searched for by halves.
 */
export function earliestStillHeld(frequency: Frequency, now: Date): Date | null {
  if (frequency.kind === "each") return null;
  if (frequency.kind === "once") return new Date(0);
  if (frequency.window === "calendar") return windowOf(frequency, now).start;
  const holds = (at: number) => windowOf(frequency, new Date(at)).end.getTime() > now.getTime();
  let [free, held] = [Math.max(0, now.getTime() - longestWindow(frequency)), now.getTime()];
  if (holds(free)) return new Date(free);
  while (held - free > 1_000) {
    const middle = Math.floor((free + held) / 2);
    if (holds(middle)) held = middle;
    else free = middle;
  }
  return new Date(held);
}

const day = 86_400_000;
const longestUnit = { hours: 3_600_000, days: day, weeks: 7 * day, months: 31 * day };

/** No window of a period is longer, whatever clocks and calendars do. */
function longestWindow({ every, unit }: Period): number {
  return every * longestUnit[unit] + 2 * day;
}

/** At most one run … : the frequency in words, for the pages and for reasons. */
export function frequencyLabel(frequency: Frequency, subject: "contact" | "key"): string {
  const isOfContact = subject === "contact";
  if (frequency.kind === "each") return sayRule("each");
  if (frequency.kind === "once") return sayRule(isOfContact ? "oncePerContact" : "oncePerKey");
  const { every, unit, window, timeZone: zone } = frequency;
  const span = everyLabel(every, unit);
  return window === "rolling"
    ? sayRule(isOfContact ? "perContact" : "perKey", { span })
    : sayRule(isOfContact ? "perContactOnCalendar" : "perKeyOnCalendar", { span, zone });
}

export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.instant().toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** Hours are counted from local midnight by the clock on the wall; the day's last window is cut. */
function hourWindow(
  local: Temporal.ZonedDateTime,
  every: number,
): [Temporal.ZonedDateTime, Temporal.ZonedDateTime] {
  const midnight = local.startOfDay();
  const hours = Math.floor(local.since(midnight, { largestUnit: "hours" }).hours / every) * every;
  const start = midnight.add({ hours });
  const end = start.add({ hours: every });
  const nextDay = midnight.add({ days: 1 }).startOfDay();
  return [start, Temporal.ZonedDateTime.compare(end, nextDay) > 0 ? nextDay : end];
}

/** Days count from 1970-01-01, weeks from Monday 1969-12-29, months from January 1970. */
function dateWindow(
  local: Temporal.ZonedDateTime,
  { every, unit, timeZone }: Period,
): [Temporal.ZonedDateTime, Temporal.ZonedDateTime] {
  const epoch = new Temporal.PlainDate(1970, 1, 1).subtract({ days: unit === "weeks" ? 3 : 0 });
  const largestUnit = unit === "months" || unit === "weeks" ? unit : "days";
  const passed = epoch.until(local.toPlainDate(), { largestUnit })[largestUnit];
  // Before the epoch whole units are cut towards it, so go down where the date is still before.
  let index = Math.floor(passed / every);
  const at = (n: number) => epoch.add({ [unit]: n * every });
  if (Temporal.PlainDate.compare(at(index), local.toPlainDate()) > 0) index--;
  return [
    at(index).toZonedDateTime({ timeZone }).startOfDay(),
    at(index + 1)
      .toZonedDateTime({ timeZone })
      .startOfDay(),
  ];
}

function toDate(instant: { epochMilliseconds: number }): Date {
  return new Date(instant.epochMilliseconds);
}

import type { DateUnit } from "../date-value.ts";
import { addToDate, compareDates, dateText, readDate } from "../date-value.ts";
import { matchCost, matchesPattern } from "../pattern.ts";
import { holdsText } from "./find-text.ts";
import type { ConditionMeter } from "./meter.ts";
import { hasEntry, haveCommonEntry, isMissing, textOf } from "./sameness.ts";

/** Missing, or a list with nothing in it. */
export const isEmpty = (value: unknown): boolean =>
  isMissing(value) || (Array.isArray(value) && value.length === 0);

/** A missing value is neither more nor less than anything; numbers sent as text are numbers. */
export function ordered(holds: (a: number | string, b: number | string) => boolean) {
  return ([left, right]: unknown[], meter: ConditionMeter): boolean => {
    if (isMissing(left) || isMissing(right)) return false;
    meter.spend(2 + (textOf(left, meter).length + textOf(right, meter).length) / 4);
    const [a, b] = [Number(left), Number(right)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return holds(a, b);
    return typeof left === "string" && typeof right === "string" && holds(left, right);
  };
}

/** A part of a text, or an entry of a list. */
export function holdsIn(whole: unknown, part: unknown, meter: ConditionMeter): boolean {
  if (Array.isArray(whole)) return hasEntry(whole, part, meter);
  if (isMissing(whole) || isMissing(part)) return false;
  const [text, sought] = [textOf(whole, meter), textOf(part, meter)];
  meter.spend(2 + (text.length + sought.length) / 4);
  return holdsText(text, sought);
}

/** Whether a value is one of several; for a list, whether one of its entries is. */
export function isOneOf(value: unknown, several: unknown, meter: ConditionMeter): boolean {
  if (!Array.isArray(value)) return holdsIn(several, value, meter);
  return Array.isArray(several)
    ? haveCommonEntry(several, value, meter)
    : [...new Set<unknown>(value)].some((entry) => holdsIn(several, entry, meter));
}

export function onText(holds: (text: string, part: string) => boolean) {
  return ([text, part]: unknown[], meter: ConditionMeter): boolean => {
    if (isMissing(text) || isMissing(part)) return false;
    const [whole, sought] = [textOf(text, meter), textOf(part, meter)];
    meter.spend(1 + sought.length / 8);
    return holds(whole, sought);
  };
}

/** For a list, whether one of its entries matches. */
export function matches(value: unknown, pattern: unknown, meter: ConditionMeter): boolean {
  if (Array.isArray(value)) return value.some((entry) => matches(entry, pattern, meter));
  if (isMissing(value)) return false;
  const [text, written] = [textOf(value, meter), textOf(pattern, meter)];
  meter.spend(matchCost(text, written));
  return matchesPattern(text, written);
}

const lowered = new WeakMap<readonly unknown[], readonly unknown[]>();

export function lower(value: unknown, meter: ConditionMeter): unknown {
  if (typeof value === "string") {
    meter.spend(1 + value.length / 4);
    return value.toLowerCase();
  }
  if (!Array.isArray(value)) return value;
  const known = lowered.get(value);
  if (known !== undefined) return known;
  const list = value.map((entry) => lower(entry, meter));
  meter.spend(1 + list.length);
  lowered.set(value, list);
  return list;
}

const stepsPerDate = 400;

/** What can't be read as a date is neither before nor after anything. */
export function ordersDates(holds: (order: number) => boolean) {
  return ([left, right]: unknown[], timeZone: string, meter: ConditionMeter): boolean => {
    meter.spend(2 * stepsPerDate);
    const [a, b] = [readDate(left, timeZone), readDate(right, timeZone)];
    return a !== null && b !== null && holds(compareDates(a, b, timeZone));
  };
}

/** @returns ISO 8601, or null for what is no date */
export function dateAdd(
  [value, amount, unit]: unknown[],
  timeZone: string,
  meter: ConditionMeter,
): string | null {
  meter.spend(2 * stepsPerDate);
  const date = readDate(value, timeZone);
  const moved = date && addToDate(date, Number(amount), unit as DateUnit, timeZone);
  return moved && dateText(moved);
}

import type { DateUnit } from "../date-value.ts";
import { addToDate, compareDates, dateText, readDate } from "../date-value.ts";
import { matchCost, matchesPattern } from "../pattern.ts";
import { compareNumbers, isPlainNumber } from "../plain-number.ts";
import { holdsText } from "./find-text.ts";
import type { ConditionMeter } from "./meter.ts";
import { hasEntry, haveCommonEntry, isMissing, textOf } from "./sameness.ts";

/** Missing, or a list with nothing in it. */
export const isEmpty = (value: unknown): boolean =>
  isMissing(value) || (Array.isArray(value) && value.length === 0);

/** Holds where two values have an order: what is missing, and what is no text or number, has none. */
export function ordered(holds: (order: number) => boolean) {
  return ([left, right]: unknown[], timeZone: string, meter: ConditionMeter): boolean => {
    if (!isComparable(left) || !isComparable(right)) return false;
    meter.spend(2 + (textOf(left, meter).length + textOf(right, meter).length) / 4);
    const order = orderOf(left, right, timeZone, meter);
    return order !== null && holds(order);
  };
}

const isComparable = (value: unknown): value is number | string =>
  !isMissing(value) && (typeof value === "number" || typeof value === "string");

/**
 * Numbers, and texts that plainly are numbers, by what they are worth, to the last digit; two texts that
 * are dates by time; any other two texts letter by letter. A number and any other text have no order.
 */
function orderOf(
  left: number | string,
  right: number | string,
  timeZone: string,
  meter: ConditionMeter,
): number | null {
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right);
  if (typeof left === "number" || typeof right === "number") return null;
  const dates = looksDated.test(left) && looksDated.test(right);
  const order = dates ? orderOfDates(left, right, timeZone, meter) : null;
  if (order !== null) return order;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

const isNumeric = (value: number | string): boolean =>
  typeof value === "number" || isPlainNumber(value);

/** What may be read as a date; Unix time in a text is a number. */
const looksDated = /\d[-/.]\d|\d:\d\d|\b\d{4}\b/;

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
    const order = orderOfDates(left, right, timeZone, meter);
    return order !== null && holds(order);
  };
}

/** Null where one of the two is no date. */
function orderOfDates(
  left: unknown,
  right: unknown,
  timeZone: string,
  meter: ConditionMeter,
): number | null {
  meter.spend(2 * stepsPerDate);
  const [a, b] = [readDate(left, timeZone), readDate(right, timeZone)];
  return a === null || b === null ? null : compareDates(a, b, timeZone);
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

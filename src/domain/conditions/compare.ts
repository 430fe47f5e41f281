import type { DateUnit } from "../date-value.ts";
import { addToDate, compareDates, dateText, readDate } from "../date-value.ts";
import { matchesPattern } from "../pattern.ts";

/** What is compared with what: a missing value fails every comparison but `same` with another. */
const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";

/** Missing, or a list with nothing in it. */
export const isEmpty = (value: unknown): boolean =>
  isMissing(value) || (Array.isArray(value) && value.length === 0);

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Loose like a marketer: 5 equals "5", true equals "true", missing equals only missing. */
export function same(a: unknown, b: unknown): boolean {
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b);
  const [left, right] = [textOf(a), textOf(b)];
  return left === right || (left.trim() !== "" && Number(left) === Number(right));
}

/** A missing value is neither more nor less than anything; numbers sent as text are numbers. */
export function ordered(holds: (a: number | string, b: number | string) => boolean) {
  return ([left, right]: unknown[]): boolean => {
    if (isMissing(left) || isMissing(right)) return false;
    const [a, b] = [Number(left), Number(right)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return holds(a, b);
    return typeof left === "string" && typeof right === "string" && holds(left, right);
  };
}

/** A part of a text, or an entry of a list. */
export function holdsIn(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole)) return whole.some((entry) => same(entry, part));
  return !isMissing(whole) && !isMissing(part) && textOf(whole).includes(textOf(part));
}

/** Whether a value is one of several; for a list, whether one of its entries is. */
export function isOneOf(value: unknown, several: unknown): boolean {
  return Array.isArray(value)
    ? value.some((entry) => holdsIn(several, entry))
    : holdsIn(several, value);
}

export function onText(holds: (text: string, part: string) => boolean) {
  return ([text, part]: unknown[]): boolean =>
    !isMissing(text) && !isMissing(part) && holds(textOf(text), textOf(part));
}

/** For a list, whether one of its entries matches. */
export function matches(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(value)) return value.some((entry) => matches(entry, pattern));
  return !isMissing(value) && matchesPattern(textOf(value), textOf(pattern));
}

export function lower(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lower);
  return typeof value === "string" ? value.toLowerCase() : value;
}

/** What can't be read as a date is neither before nor after anything. */
export function ordersDates(holds: (order: number) => boolean) {
  return ([left, right]: unknown[], timeZone: string): boolean => {
    const [a, b] = [readDate(left, timeZone), readDate(right, timeZone)];
    return a !== null && b !== null && holds(compareDates(a, b, timeZone));
  };
}

/** @returns ISO 8601, or null for what is no date */
export function dateAdd([value, amount, unit]: unknown[], timeZone: string): string | null {
  const date = readDate(value, timeZone);
  const moved = date && addToDate(date, Number(amount), unit as DateUnit, timeZone);
  return moved && dateText(moved);
}

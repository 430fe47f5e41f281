/**
 * How values were compared before lists were put in order: each entry with each. Slow, and the
 * meaning that the quick way has to keep.
 */
const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Plainly a number, and one that a double holds. */
const isNumber = (text: string): boolean =>
  /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) &&
  (text.includes(".") || Number.isSafeInteger(Number(text)));

export function same(a: unknown, b: unknown): boolean {
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b);
  const [left, right] = [textOf(a), textOf(b)];
  if (left === right) return true;
  if (typeof a === "number") return typeof b === "string" && isNumber(b) && Number(b) === a;
  return typeof b === "number" && typeof a === "string" && isNumber(a) && Number(a) === b;
}

export function holdsIn(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole)) return whole.some((entry) => same(entry, part));
  return !isMissing(whole) && !isMissing(part) && textOf(whole).includes(textOf(part));
}

export function isOneOf(value: unknown, several: unknown): boolean {
  return Array.isArray(value)
    ? value.some((entry) => holdsIn(several, entry))
    : holdsIn(several, value);
}

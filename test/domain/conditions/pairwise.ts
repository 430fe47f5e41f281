/**
 * How values were compared before lists were put in order: each entry with each. Slow, and the
 * meaning that the quick way has to keep.
 */
const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

export function same(a: unknown, b: unknown): boolean {
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b);
  const [left, right] = [textOf(a), textOf(b)];
  return left === right || (left.trim() !== "" && Number(left) === Number(right));
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

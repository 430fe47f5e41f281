/**
 * Whether two JSON values are equal. The order of an object's keys doesn't count, nor does a key whose
 * value is undefined: JSON has none, and forms leave them behind. (Libraries for deep equality count
 * such keys.)
 */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return false;
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameJson(item, other[index]))
    );
  }
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameJson(left[key], right[key]));
}

/** The fields whose value is another than in `before`; undefined when there is none. */
export function changedFields<Fields extends object>(
  before: Fields,
  now: Fields,
): Partial<Fields> | undefined {
  const entries = Object.entries(now).filter(
    ([field, value]) => !sameJson(value, before[field as keyof Fields]),
  );
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Partial<Fields>);
}

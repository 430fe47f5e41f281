/** Whether two values of JSON say the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The fields of `now` that say something else than in `before`; undefined when none does. */
export function changed<Fields extends object>(
  before: Fields,
  now: Fields,
): Partial<Fields> | undefined {
  const entries = Object.entries(now).filter(
    ([field, value]) => !same(value, before[field as keyof Fields]),
  );
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Partial<Fields>);
}

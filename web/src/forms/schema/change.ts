/** Settings with one of them set, or removed by undefined: then its default applies. */
export function withSetting(
  config: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): Record<string, unknown> {
  const { [name]: former, ...others } = config;
  if (value === undefined) return others;
  // In its place: settings don't wander about while somebody types.
  return former === undefined ? { ...others, [name]: value } : { ...config, [name]: value };
}

/** A list with an entry moved, e.g. up by -1; the same list where it can't go. */
export function moved<Entry>(list: readonly Entry[], from: number, by: number): Entry[] {
  const to = from + by;
  const entries = [...list];
  if (from < 0 || to < 0 || from >= list.length || to >= list.length) return entries;
  entries.splice(to, 0, ...entries.splice(from, 1));
  return entries;
}

/** A record with one of its names changed, in its place. */
export function renamed<Value>(
  record: Readonly<Record<string, Value>>,
  from: string,
  to: string,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name === from ? to : name, value]),
  );
}

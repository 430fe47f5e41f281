/** The value at a path such as `event.params.total`: own properties only, undefined where there is none. */
export function valueAt(facts: object, path: string): unknown {
  let value: unknown = facts;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** A page's search params, all texts: what is not named, or empty, is dropped. */
export function only<Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>): Partial<Record<Name, string>> => {
    const kept: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
        continue;
      if (value !== "") kept[name] = String(value);
    }
    return kept;
  };
}

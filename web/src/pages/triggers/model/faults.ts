/** What is wrong, by the path of the field: as the API says it, and before the API is asked. */
export type Faults = Readonly<Record<string, string>>;

/** Only those that there are. */
export function given(faults: Record<string, string | undefined>): Faults {
  return Object.fromEntries(
    Object.entries(faults).filter((fault): fault is [string, string] => fault[1] !== undefined),
  );
}

/** The fault at a field, or at anything within it. */
export function faultAt(faults: Faults, field: string): string | undefined {
  const at = Object.keys(faults).find(
    (path) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`),
  );
  return at === undefined ? undefined : faults[at];
}

const hour = 3_600_000;

/** Ranges that end now, by their word in the address. */
const lengths: Record<string, number> = {
  "1h": hour,
  "24h": 24 * hour,
  "7d": 7 * 24 * hour,
  "30d": 30 * 24 * hour,
  "90d": 90 * 24 * hour,
};

/** The ranges to choose from, each with its words under `ui:range`. */
export const rangeNames = ["1h", "24h", "7d", "30d", "custom"] as const;

export interface Range {
  from?: string;
  to?: string;
}

/** Which of the names fits; undefined: any time. */
export function rangeName({ from, to }: Range): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  return from !== undefined && from in lengths && to === undefined ? from : "custom";
}

/** The bounds as instants. @param now milliseconds; ranges that end now begin at a whole minute */
export function boundsOf({ from, to }: Range, now: number): Range {
  const length = from === undefined ? undefined : lengths[from];
  if (length === undefined) return { from: instant(from), to: instant(to) };
  return { from: new Date(Math.floor((now - length) / 60_000) * 60_000).toISOString() };
}

/** The instant that a text in the address names; undefined if it names none. */
function instant(text: string | undefined): string | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** An instant as an input of date and time has it, in the reader's time zone. */
export function localText(at: string | undefined): string {
  const read = instant(at);
  if (read === undefined) return "";
  const date = new Date(read);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

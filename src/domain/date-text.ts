/** What a text says of a date, as numbers and not yet held against a calendar. */
export interface WrittenDate {
  year: number;
  month: number;
  day: number;
  /** Null: a whole day. */
  time: { hour: number; minute: number; second: number; nanosecond: number } | null;
  /** In the form of ISO 8601; null where the text names none. */
  offset: string | null;
}

const monthNames = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];
const month = `(${monthNames.join("|")})[a-z]*\\.?`;
const weekday = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? +)?";
const ordinal = "(?:st|nd|rd|th)?";

/** Dates that are read alike everywhere: the year first, points between, or the month in words. */
const dates: { form: RegExp; order: readonly ("year" | "month" | "day")[] }[] = [
  { form: /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/i, order: ["year", "month", "day"] },
  { form: /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?!\d)/i, order: ["year", "month", "day"] },
  { form: /^(\d{4})(\d\d)(\d\d)(?=T\d)/i, order: ["year", "month", "day"] },
  { form: /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/i, order: ["day", "month", "year"] },
  {
    form: new RegExp(`^${weekday}(\\d{1,2})${ordinal}[ -]${month},?[ -](\\d{4})(?!\\d)`, "i"),
    order: ["day", "month", "year"],
  },
  {
    form: new RegExp(`^${weekday}${month} (\\d{1,2})${ordinal},? (\\d{4})(?!\\d)`, "i"),
    order: ["month", "day", "year"],
  },
];

const time =
  /^(?:T|,? +(?:at +)?)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)? ?([ap]\.?m\.?(?![a-z]))?/i;
const basicTime = /^T(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9})\d*)?)?()/i;
const offset =
  /^ ?(?:(?:UTC|GMT)?([+-]\d\d?)(?::?(\d\d))?(?: +(?:UTC|GMT))?|(Z|UTC|GMT|UT|E[SD]T|C[SD]T|M[SD]T|P[SD]T))(?: ?\[[^\]]*\]| ?\([^)]*\))?$/i;

/** The zones of RFC 2822 that have names. */
const named: Record<string, string> = {
  EST: "-05:00",
  EDT: "-04:00",
  CST: "-06:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
};

/**
 * Reads a date and perhaps a time as systems and people write them: ISO 8601, also with a blank for its
 * T and one-digit hours, RFC 2822, `2027-01-15 10:00:00 UTC`, 24.11.2026, 15 January 2027.
 * @returns null for what is none of these, 11/12/2026 among it: two countries read that differently
 */
export function readDateText(text: string): WrittenDate | null {
  for (const { form, order } of dates) {
    const found = form.exec(text);
    if (found === null) continue;
    const part = (name: (typeof order)[number]): string => found[order.indexOf(name) + 1] ?? "";
    const day = {
      year: Number(part("year")),
      month: monthOf(part("month")),
      day: Number(part("day")),
    };
    const rest = text.slice(found[0].length);
    if (rest === "") return { ...day, time: null, offset: null };
    return withTime(day, rest);
  }
  return null;
}

const monthOf = (text: string): number =>
  /^\d/.test(text) ? Number(text) : monthNames.indexOf(text.toLowerCase()) + 1;

function withTime(
  day: Pick<WrittenDate, "year" | "month" | "day">,
  text: string,
): WrittenDate | null {
  const found = time.exec(text) ?? basicTime.exec(text);
  if (found === null) return null;
  const [whole, hour = "", minute = "", second = "0", fraction = "", half = ""] = found;
  const said = hourOf(Number(hour), half);
  if (said === null) return null;
  const zone = text.slice(whole.length);
  const offsetSaid = zone === "" ? null : offsetOf(zone);
  if (offsetSaid === undefined) return null;
  return {
    ...day,
    time: {
      hour: said,
      minute: Number(minute),
      second: Number(second),
      nanosecond: Number(fraction.padEnd(9, "0")),
    },
    offset: offsetSaid,
  };
}

function hourOf(hour: number, half: string): number | null {
  if (half === "") return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

/** Undefined for what is no offset. */
function offsetOf(text: string): string | undefined {
  const found = offset.exec(text);
  if (found === null) return undefined;
  const [, hours, minutes = "00", name] = found;
  if (hours !== undefined)
    return `${hours.slice(0, 1)}${hours.slice(1).padStart(2, "0")}:${minutes}`;
  return named[name?.toUpperCase() ?? ""] ?? "+00:00";
}

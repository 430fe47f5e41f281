import type { Temporal } from "temporal-polyfill";

/** Dates as Java's SimpleDateFormat writes them, with the names of a language. */

type Style = "short" | "medium" | "long" | "full";

/** A pattern such as `dd.MM.yyyy HH:mm`, or a style: `short`, `medium_date`, `full_time`, `iso`. */
export function javaDate(pattern: string, at: Temporal.ZonedDateTime, locale: string): string {
  const [, style, only] = /^(default|short|medium|long|full)(?:_(date|time))?$/.exec(pattern) ?? [];
  if (style !== undefined)
    return inStyle(style === "default" ? "medium" : (style as Style), only, at, locale);
  if (pattern === "iso") return javaDate("yyyy-MM-dd'T'HH:mm:ssZ", at, locale);
  if (pattern === "iso_tz") return javaDate("yyyy-MM-dd'T'HH:mm:ssXXX", at, locale);
  return pattern.replaceAll(
    /''|'((?:[^']|'')*)'|([A-Za-z])\2*/g,
    (found, quoted: string | undefined, letter) => {
      if (found === "''") return "'";
      if (quoted !== undefined) return quoted.replaceAll("''", "'");
      return field(String(letter), found.length, at, locale) ?? found;
    },
  );
}

function inStyle(
  style: Style,
  only: string | undefined,
  at: Temporal.ZonedDateTime,
  locale: string,
): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: at.timeZoneId };
  if (only !== "time") options.dateStyle = style;
  if (only !== "date") options.timeStyle = style;
  return new Intl.DateTimeFormat(locale, options).format(at.epochMilliseconds);
}

const padded = (number: number, width: number): string => String(number).padStart(width, "0");

function field(
  letter: string,
  width: number,
  at: Temporal.ZonedDateTime,
  locale: string,
): string | undefined {
  switch (letter) {
    case "y":
    case "Y":
    case "u":
      return width === 2 ? padded(at.year % 100, 2) : padded(at.year, width);
    case "M":
      return width < 3 ? padded(at.month, width) : month(width, true, at, locale);
    case "L":
      return width < 3 ? padded(at.month, width) : month(width, false, at, locale);
    case "d":
      return padded(at.day, width);
    case "D":
      return padded(at.dayOfYear, width);
    case "E":
      return name({ weekday: width < 4 ? "short" : "long" }, "weekday", at, locale);
    case "a":
      return name({ hour: "numeric", hour12: true }, "dayPeriod", at, locale);
    case "H":
      return padded(at.hour, width);
    case "k":
      return padded(at.hour === 0 ? 24 : at.hour, width);
    case "K":
      return padded(at.hour % 12, width);
    case "h":
      return padded(at.hour % 12 === 0 ? 12 : at.hour % 12, width);
    case "m":
      return padded(at.minute, width);
    case "s":
      return padded(at.second, width);
    case "S":
      return padded(at.millisecond, width);
    case "w":
      return padded(at.weekOfYear ?? 0, width);
    case "G":
      return "AD";
    case "z":
      return name({ timeZoneName: width < 4 ? "short" : "long" }, "timeZoneName", at, locale);
    case "Z":
      return at.offset.replace(":", "");
    case "X":
      return offset(width, at.offset);
    default:
      return undefined;
  }
}

function offset(width: number, text: string): string {
  if (text === "+00:00") return "Z";
  if (width === 1) return text.slice(0, 3);
  return width === 2 ? text.replace(":", "") : text;
}

/** In a date or by itself: several languages have two forms. */
function month(width: number, inDate: boolean, at: Temporal.ZonedDateTime, locale: string): string {
  const form = width === 3 ? "short" : "long";
  return name(inDate ? { day: "numeric", month: form } : { month: form }, "month", at, locale);
}

function name(
  options: Intl.DateTimeFormatOptions,
  part: Intl.DateTimeFormatPartTypes,
  at: Temporal.ZonedDateTime,
  locale: string,
): string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: at.timeZoneId });
  const found = format.formatToParts(at.epochMilliseconds).find(({ type }) => type === part);
  return found?.value ?? "";
}

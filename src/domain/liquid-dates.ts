import type { Context, Liquid } from "liquidjs";
import { Temporal } from "temporal-polyfill";
import type { DateValue } from "./date-value.ts";
import { readDate } from "./date-value.ts";
import { isTimeZone } from "./frequency.ts";
import { localZone } from "./local-zone.ts";
import { strftime } from "./strftime.ts";

const usualFormat = "%A, %B %-e, %Y at %-l:%M %P %z";

/** As Shopify's mails name them: `date: format: "date"`. */
const namedFormats: Record<string, string> = {
  abbreviated_date: "%b %-d, %Y",
  basic: "%-m/%-d/%Y",
  date: "%B %-d, %Y",
  date_at_time: "%B %-d, %Y at %-l:%M %P",
  default: usualFormat,
  on_date: "on %b %-d, %Y",
};

/**
 * Liquid's filters of dates over our reading of them: in the contact's time zone, else the workspace's,
 * and the same on every machine. Liquid's own are in the time zone and the language of the server.
 */
export function registerDateFilters(engine: Liquid): void {
  engine.registerFilter("date", function (value: unknown, format, zone) {
    if (format === "") return value;
    return formatted(this.context, value, patternIn(format), zone);
  });
  engine.registerFilter("date_to_xmlschema", function (value) {
    return formatted(this.context, value, "%Y-%m-%dT%H:%M:%S%:z");
  });
  engine.registerFilter("date_to_rfc822", function (value) {
    return formatted(this.context, value, "%a, %d %b %Y %H:%M:%S %z");
  });
  engine.registerFilter("date_to_string", function (value, type, style) {
    return formatted(this.context, value, formatOf("%b", type, style));
  });
  engine.registerFilter("date_to_long_string", function (value, type, style) {
    return formatted(this.context, value, formatOf("%B", type, style));
  });
}

/** A pattern, or an argument with its name, which the library hands over as two texts. */
function patternIn(given: unknown): string {
  if (typeof given === "string") return given;
  const pair: unknown[] = Array.isArray(given) ? given : [];
  const [argument, format] = pair;
  if (argument !== "format" || typeof format !== "string") return usualFormat;
  return Object.hasOwn(namedFormats, format) ? (namedFormats[format] ?? format) : format;
}

function formatOf(month: string, type: unknown, style: unknown): string {
  if (type !== "ordinal") return `%d ${month} %Y`;
  return style === "US" ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`;
}

/** What is no date comes out as it went in. */
function formatted(context: Context, value: unknown, format: string, zone?: unknown): unknown {
  const facts = context.globals as Parameters<typeof localZone>[0] & { now?: string };
  const timeZone = zoneIn(zone) ?? localZone(facts);
  const date = dateOf(value, timeZone, facts.now);
  if (date === null) return value;
  const time =
    date.kind === "day" ? date.day.toZonedDateTime(timeZone) : date.at.toZonedDateTimeISO(timeZone);
  return strftime(time, format);
}

function dateOf(value: unknown, timeZone: string, now: string | undefined): DateValue | null {
  if (value === "now" || value === "today") {
    return ofInstant(now === undefined ? Date.now() : Date.parse(now));
  }
  const read = readDate(value, timeZone);
  if (read !== null) return read;
  // Any number that is shown as a date is one of seconds.
  const seconds = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof seconds === "number" && Math.abs(seconds) < 1e8 ? ofInstant(seconds * 1_000) : null;
}

const ofInstant = (milliseconds: number): DateValue => ({
  kind: "instant",
  at: Temporal.Instant.fromEpochMilliseconds(Math.floor(milliseconds)),
});

/** A zone's name, or as Liquid has it, the minutes that it is behind UTC. */
function zoneIn(zone: unknown): string | null {
  if (typeof zone === "string" && isTimeZone(zone)) return zone;
  if (typeof zone !== "number" || !Number.isInteger(zone) || Math.abs(zone) >= 1_440) return null;
  const ahead = Math.abs(zone);
  const two = (part: number): string => String(Math.floor(part)).padStart(2, "0");
  return `${zone > 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}

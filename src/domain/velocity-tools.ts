import { Temporal } from "temporal-polyfill";
import { readDate } from "./date-value.ts";
import { javaDate } from "./java-date-format.ts";
import { decimal, namedNumber } from "./java-number-format.ts";
import { escapeText } from "./liquid/markup.ts";
import { numberOf, VelocityMarkup, written } from "./velocity-values.ts";

/** Whose message it is: how numbers and dates are written for them. */
export interface VelocityPlace {
  language: string | null;
  timeZone: string;
  /** ISO 8601. */
  now: string;
}

type Method = (...given: unknown[]) => unknown;

/** A tool of VelocityTools: its methods, and no others. */
export class VelocityTool {
  readonly #methods: Record<string, Method>;
  readonly #text: string;

  constructor(methods: Record<string, Method>, text = "") {
    this.#methods = methods;
    this.#text = text;
  }

  call(name: string, given: readonly unknown[]): unknown {
    return Object.hasOwn(this.#methods, name) ? this.#methods[name]?.(...given) : undefined;
  }

  /** `$dateTool.year` is `$dateTool.getYear()`, `$dateTool.date` is `$dateTool.getDate()`. */
  property(name: string): unknown {
    const getter = `get${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return this.call(Object.hasOwn(this.#methods, getter) ? getter : name, []);
  }

  toString(): string {
    return this.#text;
  }
}

/**
 * The tools of VelocityTools' GenericTools that mails use, under the names of the documentation of
 * Yespo and under their own: numbers, sums, dates, escaping.
 */
export function velocityTools(place: VelocityPlace): Record<string, VelocityTool> {
  const [number, math] = [numberTool(place), mathTool()];
  const [date, esc] = [dateTool(place), escapeTool()];
  return {
    numberTool: number,
    number,
    mathTool: math,
    math,
    dateTool: date,
    date,
    escapeTool: esc,
    esc,
  };
}

const localeOf = (given: unknown, { language }: VelocityPlace): string => {
  const tag = written(given).replaceAll("_", "-") || (language ?? "").replaceAll("_", "-");
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
};

function numberTool(place: VelocityPlace): VelocityTool {
  const format = (pattern: string, value: unknown, locale?: unknown): string | undefined => {
    const number = numberOf(value);
    if (number === null) return undefined;
    const where = localeOf(locale, place);
    return namedNumber(pattern, number, where) ?? decimal(pattern, number, where);
  };
  return new VelocityTool({
    format: (first, value, locale) =>
      value === undefined ? format("default", first) : format(written(first), value, locale),
    currency: (value) => format("currency", value),
    integer: (value) => format("integer", value),
    number: (value) => format("number", value),
    percent: (value) => format("percent", value),
    toNumber: (value) => numberOf(value) ?? undefined,
  });
}

/** With numbers, and texts that are some; nothing where one is none. */
function mathTool(): VelocityTool {
  const withNumbers =
    (reckon: (numbers: number[]) => number): Method =>
    (...given) => {
      const numbers = given.flat().map(numberOf);
      if (numbers.length === 0 || numbers.includes(null)) return undefined;
      const result = reckon(numbers as number[]);
      return Number.isFinite(result) ? clean(result) : undefined;
    };
  const folded = (fold: (one: number, other: number) => number): Method =>
    withNumbers((numbers) => numbers.reduce(fold));
  const total = withNumbers((numbers) => numbers.reduce((sum, one) => sum + one, 0));
  const average = withNumbers(
    (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length,
  );
  return new VelocityTool({
    add: folded((one, other) => one + other),
    sub: folded((one, other) => one - other),
    mul: folded((one, other) => one * other),
    div: folded((one, other) => one / other),
    idiv: folded((one, other) => Math.trunc(one / other)),
    mod: folded((one, other) => one % other),
    pow: folded((one, other) => one ** other),
    max: folded((one, other) => Math.max(one, other)),
    min: folded((one, other) => Math.min(one, other)),
    abs: withNumbers(([number = 0]) => Math.abs(number)),
    ceil: withNumbers(([number = 0]) => Math.ceil(number)),
    floor: withNumbers(([number = 0]) => Math.floor(number)),
    // Halves go up, as Java's do.
    round: withNumbers(([number = 0]) => Math.floor(number + 0.5)),
    roundTo: withNumbers(([places = 0, number = 0]) => rounded(number, places)),
    toInteger: withNumbers(([number = 0]) => Math.trunc(number)),
    toDouble: withNumbers(([number = 0]) => number),
    toNumber: withNumbers(([number = 0]) => number),
    total,
    getTotal: total,
    average,
    getAverage: average,
  });
}

/** 0.1 + 0.2 is 0.3: what a price shows has no traces of binary sums. */
const clean = (number: number): number => Number(number.toPrecision(15));

const rounded = (number: number, places: number): number =>
  Number(`${Math.floor(Number(`${number}e${Math.trunc(places)}`) + 0.5)}e${-Math.trunc(places)}`);

function dateTool(place: VelocityPlace): VelocityTool {
  const zoned = (value: unknown, zone: unknown): Temporal.ZonedDateTime | undefined => {
    if (value instanceof VelocityDate) return value.at.withTimeZone(zoneOf(zone, place));
    const date = readDate(value, place.timeZone);
    if (date === null) return undefined;
    return date.kind === "day"
      ? date.day.toZonedDateTime(place.timeZone)
      : date.at.toZonedDateTimeISO(zoneOf(zone, place));
  };
  const now = Temporal.Instant.from(place.now).toZonedDateTimeISO(place.timeZone);
  const format: Method = (pattern, value, locale, zone) => {
    const at = zoned(value, zone);
    return at === undefined ? undefined : javaDate(written(pattern), at, localeOf(locale, place));
  };
  const part =
    (pick: (at: Temporal.ZonedDateTime) => number): Method =>
    (value) => {
      const at = value === undefined ? now : zoned(value, undefined);
      return at === undefined ? undefined : pick(at);
    };
  const ofNow: Method = () => new VelocityDate(now);
  const text = javaDate("default", now, localeOf(undefined, place));
  return new VelocityTool(
    {
      format: (first, value, ...rest) =>
        value === undefined && rest.length === 0
          ? format("default", first)
          : format(first, value, ...rest),
      get: (pattern) => format(pattern, new VelocityDate(now)),
      getDate: ofNow,
      getSystemDate: ofNow,
      getCalendar: ofNow,
      toDate: (first, value) => {
        const at = zoned(value ?? first, undefined);
        return at === undefined ? undefined : new VelocityDate(at);
      },
      getYear: part((at) => at.year),
      // From 0, as in Java.
      getMonth: part((at) => at.month - 1),
      getDay: part((at) => at.day),
    },
    text,
  );
}

class VelocityDate {
  readonly at: Temporal.ZonedDateTime;

  constructor(at: Temporal.ZonedDateTime) {
    this.at = at;
  }

  toString(): string {
    return javaDate("EEE MMM dd HH:mm:ss z yyyy", this.at, "en-US");
  }
}

function zoneOf(given: unknown, { timeZone }: VelocityPlace): string {
  const zone = written(given);
  if (zone === "") return timeZone;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return timeZone;
  }
}

function escapeTool(): VelocityTool {
  const html: Method = (value) => new VelocityMarkup(escapeText(written(value)));
  return new VelocityTool({
    html,
    xml: html,
    url: (value) => encodeURIComponent(written(value)).replaceAll("%20", "+"),
  });
}

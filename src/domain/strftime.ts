import type { Temporal } from "temporal-polyfill";

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

type Time = Temporal.ZonedDateTime;

interface Directive {
  text(time: Time, width: number | undefined, colons: number): string;
  /** To how many characters it is filled up, and with what. */
  width?: number;
  pad?: string;
}

const number = (width: number, of: (time: Time) => number, pad = "0"): Directive => ({
  width,
  pad,
  text: (time) => String(of(time)),
});
const word = (of: (time: Time) => string): Directive => ({ text: of });

const hour12 = ({ hour }: Time): number => hour % 12 || 12;
const nameOf = (names: readonly string[], index: number): string => names[index - 1] ?? "";
/** The weeks begun on Sundays, or on Mondays; the days before the first are in week 0. */
const weekFrom = (time: Time, sinceFirst: number): number =>
  Math.floor((time.dayOfYear + 6 - sinceFirst) / 7);

const composed: Record<string, string> = {
  c: "%a %b %e %H:%M:%S %Y",
  D: "%m/%d/%y",
  x: "%m/%d/%y",
  F: "%Y-%m-%d",
  v: "%e-%^b-%Y",
  r: "%I:%M:%S %p",
  R: "%H:%M",
  T: "%H:%M:%S",
  X: "%H:%M:%S",
  "+": "%a %b %e %H:%M:%S %Z %Y",
};

const directives: Record<string, Directive> = {
  Y: number(4, ({ year }) => year),
  C: number(2, ({ year }) => Math.floor(year / 100)),
  y: number(2, ({ year }) => year % 100),
  m: number(2, ({ month }) => month),
  B: word(({ month }) => nameOf(months, month)),
  b: word(({ month }) => nameOf(months, month).slice(0, 3)),
  h: word(({ month }) => nameOf(months, month).slice(0, 3)),
  d: number(2, ({ day }) => day),
  e: number(2, ({ day }) => day, " "),
  q: word(({ day }) => ordinalOf(day)),
  j: number(3, ({ dayOfYear }) => dayOfYear),
  H: number(2, ({ hour }) => hour),
  k: number(2, ({ hour }) => hour, " "),
  I: number(2, hour12),
  l: number(2, hour12, " "),
  P: word(({ hour }) => (hour < 12 ? "am" : "pm")),
  p: word(({ hour }) => (hour < 12 ? "AM" : "PM")),
  M: number(2, ({ minute }) => minute),
  S: number(2, ({ second }) => second),
  L: { text: (time, width = 3) => fraction(time, width) },
  N: { text: (time, width = 9) => fraction(time, width) },
  z: { text: (time, _width, colons) => offsetText(time, colons) },
  Z: word(zoneName),
  A: word(({ dayOfWeek }) => nameOf(days, dayOfWeek)),
  a: word(({ dayOfWeek }) => nameOf(days, dayOfWeek).slice(0, 3)),
  u: number(1, ({ dayOfWeek }) => dayOfWeek),
  w: number(1, ({ dayOfWeek }) => dayOfWeek % 7),
  G: number(4, (time) => time.yearOfWeek ?? time.year),
  g: number(2, (time) => (time.yearOfWeek ?? time.year) % 100),
  V: number(2, (time) => time.weekOfYear ?? 0),
  U: number(2, (time) => weekFrom(time, time.dayOfWeek % 7)),
  W: number(2, (time) => weekFrom(time, time.dayOfWeek - 1)),
  s: word((time) => String(Math.floor(time.epochMilliseconds / 1_000))),
  Q: word((time) => String(time.epochMilliseconds)),
  n: word(() => "\n"),
  t: word(() => "\t"),
  "%": word(() => "%"),
};

const directive = /%([-0^_#]*)(\d{1,3})?(:{0,2})([A-Za-z%+])/g;

/**
 * Writes a time as Ruby's and Liquid's `strftime` does, with flags and widths (`%-d`, `%^b`, `%:z`), in
 * English. What it doesn't know stays as it is.
 */
export function strftime(time: Time, format: string): string {
  return format.replaceAll(
    directive,
    (whole, flags: string, width: string | undefined, colons: string, name: string) => {
      const inner = composed[name];
      const known = Object.hasOwn(directives, name) ? directives[name] : undefined;
      if (inner === undefined && known === undefined) return whole;
      const least = width === undefined ? undefined : Number(width);
      const text =
        inner === undefined ? known?.text(time, least, colons.length) : strftime(time, inner);
      return filled(cased(text ?? "", flags), flags, least ?? known?.width ?? 0, known?.pad ?? " ");
    },
  );
}

function cased(text: string, flags: string): string {
  if (flags.includes("^")) return text.toUpperCase();
  if (!flags.includes("#")) return text;
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

function filled(text: string, flags: string, width: number, usual: string): string {
  if (flags.includes("-")) return text.replace(/^[0 ]+(?=.)/, "");
  let pad = usual;
  if (flags.includes("_")) pad = " ";
  else if (flags.includes("0")) pad = "0";
  return text.padStart(width, pad);
}

function ordinalOf(day: number): string {
  if (day >= 11 && day <= 13) return "th";
  return { 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th";
}

function fraction({ epochNanoseconds }: Time, digits: number): string {
  const nanoseconds = ((epochNanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return String(nanoseconds).padStart(9, "0").padEnd(digits, "0").slice(0, digits);
}

function offsetText({ offset }: Time, colons: number): string {
  if (colons === 0) return offset.replaceAll(":", "").slice(0, 5);
  return colons === 1 ? offset.slice(0, 6) : `${offset.slice(0, 6)}:00`;
}

/** Short names that are known in English, such as EST; else the offset. */
function zoneName(time: Time): string {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: time.timeZoneId,
    timeZoneName: "short",
  });
  const part = format
    .formatToParts(time.epochMilliseconds)
    .find(({ type }) => type === "timeZoneName");
  return part?.value ?? time.offset;
}

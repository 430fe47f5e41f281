import { identityKinds } from "../identity-kinds.ts";
import { orderStatuses } from "../order-status.ts";
import { readCondition } from "./read-condition.ts";

/**
 * Values of sentences that have a shape of their own, so that a sentence around them can be read
 * back. Each gives where a value that begins at `from` ends, as far as it goes; -1: there is none.
 */
type Matcher = (text: string, from: number) => number;

/** Channels by their names, as sentences call them. */
export const channelWords = {
  email: "e-mail",
  sms: "SMS",
  webPush: "web push",
  mobilePush: "mobile push",
  inApp: "in-app",
  telegram: "Telegram",
  whatsapp: "WhatsApp",
  viber: "Viber",
  slack: "Slack",
} as const;

/** What becomes of a message, as notes say it. */
export const messageStates = {
  queued: "queued",
  sending: "sending",
  sent: "sent",
  notSent: "not sent",
  failed: "failed",
  unknown: "unknown",
  held: "held",
  dropped: "dropped",
} as const;

export const spanUnits = [
  "seconds",
  "minutes",
  "hours",
  "days",
  "weeks",
  "months",
  "years",
] as const;
export type SpanUnit = (typeof spanUnits)[number];

/** As windows of time are told: `timeWindowsLabel`. */
export const shortDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
export const everyDay = "every day";

const singular = (unit: string): string => unit.slice(0, -1);
const bareUnits = spanUnits.map(singular);

const number: Matcher = (text, from) => {
  const whole = run(text, from, /\d/);
  if (whole === -1 || text[whole] !== ".") return whole;
  const decimals = run(text, whole + 1, /\d/);
  return decimals === -1 ? whole : decimals;
};

const instant: Matcher = (text, from) => {
  const end = from + "2026-11-29T10:00:00.000Z".length;
  return isInstant(text.slice(from, end)) ? end : -1;
};

const unit = oneOf([...spanUnits, ...bareUnits]);
const span: Matcher = (text, from) => {
  const end = number(text, from);
  return end === -1 || text[end] !== " " ? -1 : unit(text, end + 1);
};

const bare = oneOf(bareUnits);
const clock: Matcher = (text, from) => {
  const part = text.slice(from, from + 5);
  return /^\d\d:\d\d$/.test(part) ? from + 5 : -1;
};
const kind = oneOf(identityKinds);
const days = joined(oneOf(shortDays), ", ");
const hours: Matcher = (text, from) => {
  const named = text.startsWith(everyDay, from) ? from + everyDay.length : days(text, from);
  if (named === -1 || text[named] !== " ") return -1;
  const begins = clock(text, named + 1);
  return begins === -1 || text[begins] !== "–" ? -1 : clock(text, begins + 1);
};

export const shapes = {
  number,
  /** ISO 8601, as `toISOString` writes it. */
  instant,
  date: (text, from) =>
    isInstant(`${text.slice(from, from + 10)}T00:00:00.000Z`) ? from + 10 : -1,
  /** HH:MM. */
  clock,
  /** Of a variable. */
  name: (text, from) => run(text, from, /\w/),
  id: (text, from) => run(text, from, /[0-9a-f-]/),
  zone: (text, from) => run(text, from, /[\w+\-/:]/),
  /** "3 days". */
  span,
  /** "day", or "3 days". */
  every: (text, from) => Math.max(span(text, from), bare(text, from)),
  /** "Mon, Tue 09:00–18:00; Sat 10:00–14:00". */
  hours: joined(hours, "; "),
  channel: oneOf(Object.values(channelWords)),
  /** At the beginning of a sentence. */
  Channel: oneOf(Object.values(channelWords).map(upper)),
  /** Names and not words: "email and sms". */
  channels: joined(oneOf(Object.keys(channelWords)), " and "),
  statuses: joined(oneOf(orderStatuses), " or "),
  state: oneOf(Object.values(messageStates)),
  /** By what contacts are known. */
  kind,
  kinds: joined(kind, " or "),
  /** One that can be read, to the end of the text. */
  condition: (text, from) => (isCondition(text, from) ? text.length : -1),
} as const satisfies Record<string, Matcher>;

export type Shape = keyof typeof shapes;

function upper(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function isCondition(text: string, from: number): boolean {
  return readCondition(text, from)?.some(({ word }) => word !== undefined) === true;
}

function isInstant(text: string): boolean {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
}

/** @param char matches one character */
function run(text: string, from: number, char: RegExp): number {
  let end = from;
  while (end < text.length && char.test(text.charAt(end))) end++;
  return end === from ? -1 : end;
}

/** The longest that fits. */
function oneOf(words: readonly string[]): Matcher {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  return (text, from) => {
    const found = longestFirst.find((word) => text.startsWith(word, from));
    return found === undefined ? -1 : from + found.length;
  };
}

/** Several, as many as there are. */
function joined(one: Matcher, separator: string): Matcher {
  return (text, from) => {
    let end = one(text, from);
    while (end !== -1 && text.startsWith(separator, end)) {
      const next = one(text, end + separator.length);
      if (next === -1) break;
      end = next;
    }
    return end;
  };
}

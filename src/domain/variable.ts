import { exactJson } from "./exact-json.ts";
import { unkeepable } from "./keepable.ts";
import { countable } from "./plain-number.ts";
import { sayVisit } from "./sentences/visit-sentences.ts";

/** How a variable's new value comes about. */
export type NewValue =
  | { outcome: "value"; value: unknown }
  /** The value given is none of that type; the variable stays as it was. */
  | { outcome: "unreadable"; message: string };

export const operations = ["set", "add", "subtract"] as const;
export type Operation = (typeof operations)[number];

const maxTextLength = 10_000;
const maxJsonLength = 100_000;

export function textValue(text: string): NewValue {
  return { outcome: "value", value: text.slice(0, maxTextLength) };
}

/** Sets a number, or adds it to the former value; what was no number counts as 0. */
export function numberValue(operation: Operation, given: unknown, former: unknown): NewValue {
  const operand = countable(given);
  if (operand === null) return { outcome: "unreadable", message: notCountable(given) };
  const before = countable(former) ?? 0;
  const value = operation === "set" ? operand : before + (operation === "add" ? operand : -operand);
  return Number.isFinite(value)
    ? { outcome: "value", value: rounded(value, Math.max(decimalsOf(before), decimalsOf(operand))) }
    : { outcome: "unreadable", message: sayVisit("tooLarge") };
}

function notCountable(given: unknown): string {
  return typeof given === "string" && /^\s*[+-]?\d{16,}\s*$/.test(given)
    ? sayVisit("tooManyDigits")
    : sayVisit("noNumber");
}

/** A sum has no more decimals than its parts: 0.1 and 0.2 are 0.3 to whoever counts money. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(Math.min(decimals, 100)));
}

function decimalsOf(value: number): number {
  const [digits = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}

export function booleanValue(given: unknown): NewValue {
  const word = typeof given === "string" ? given.trim().toLowerCase() : JSON.stringify(given);
  if (["true", "yes", "1"].includes(word)) return { outcome: "value", value: true };
  // A template of something that is not there is empty.
  if (["false", "no", "0", ""].includes(word)) return { outcome: "value", value: false };
  return { outcome: "unreadable", message: sayVisit("neitherTrueNorFalse") };
}

export function jsonValue(text: string): NewValue {
  if (text.length > maxJsonLength) {
    return { outcome: "unreadable", message: sayVisit("tooLarge") };
  }
  let value: unknown;
  try {
    value = exactJson(text);
  } catch {
    return { outcome: "unreadable", message: sayVisit("noJson") };
  }
  const fault = unkeepable(value);
  if (fault === null) return { outcome: "value", value };
  const place = fault.path.length === 0 ? "" : `at ${fault.path.join(".")} `;
  return { outcome: "unreadable", message: `${place}${fault.message}` };
}

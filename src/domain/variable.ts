/** How a variable's new value comes about. */
export type NewValue =
  | { outcome: "value"; value: unknown }
  /** The value given is none of that type; the variable stays as it was. */
  | { outcome: "unreadable"; message: string };

export const operations = ["set", "add", "subtract"] as const;
export type Operation = (typeof operations)[number];

const maxTextLength = 10_000;
const maxJsonLength = 100_000;
/** As in an event: what is deeper breaks what walks through it. */
const maxJsonDepth = 32;

export function textValue(text: string): NewValue {
  return { outcome: "value", value: text.slice(0, maxTextLength) };
}

/** Sets a number, or adds it to the former value; what was no number counts as 0. */
export function numberValue(operation: Operation, given: unknown, former: unknown): NewValue {
  const operand = asNumber(given);
  if (operand === null) return { outcome: "unreadable", message: "is no number" };
  const before = asNumber(former) ?? 0;
  const value = operation === "set" ? operand : before + (operation === "add" ? operand : -operand);
  return Number.isFinite(value)
    ? { outcome: "value", value: rounded(value, Math.max(decimalsOf(before), decimalsOf(operand))) }
    : { outcome: "unreadable", message: "is too large" };
}

/** A sum has no more decimals than its parts: 0.1 and 0.2 are 0.3 to whoever counts money. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(Math.min(decimals, 100)));
}

function decimalsOf(value: number): number {
  const [digits = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}

function asNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value.trim());
  return Number.isFinite(number) ? number : null;
}

export function booleanValue(given: unknown): NewValue {
  const word = typeof given === "string" ? given.trim().toLowerCase() : JSON.stringify(given);
  if (["true", "yes", "1"].includes(word)) return { outcome: "value", value: true };
  // A template of something that is not there is empty.
  if (["false", "no", "0", ""].includes(word)) return { outcome: "value", value: false };
  return { outcome: "unreadable", message: "is neither true nor false" };
}

export function jsonValue(text: string): NewValue {
  if (text.length > maxJsonLength) return { outcome: "unreadable", message: "is too large" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { outcome: "unreadable", message: "is no JSON" };
  }
  return isDeeper(value, maxJsonDepth)
    ? { outcome: "unreadable", message: `is nested deeper than ${maxJsonDepth} levels` }
    : { outcome: "value", value };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

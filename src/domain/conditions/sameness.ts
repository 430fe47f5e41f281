import { plainNumber } from "../plain-number.ts";
import type { ConditionMeter } from "./meter.ts";

/** What is compared with what: a missing value fails every comparison but with another. */
export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";

const texts = new WeakMap<object, string>();

/** A value as text: itself, or its JSON, which is written once for each list or object. */
export function textOf(value: unknown, meter: ConditionMeter): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value) ?? "";
  meter.spend(text.length);
  texts.set(value, text);
  return text;
}

/** The number that a value is, or that its text plainly is; NaN for none. */
const numberOf = (value: unknown): number => {
  if (typeof value === "number") return value;
  return typeof value === "string" ? plainNumber(value) : Number.NaN;
};

/**
 * Two texts are the same where they are the same text, so that "01001" is not "1001". A number is the
 * same as a text that plainly is that number: 5 as "5" and "5.0". Beside these, true equals "true", and
 * missing equals only missing.
 */
export function same(a: unknown, b: unknown, meter: ConditionMeter): boolean {
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b);
  const [left, right] = [textOf(a, meter), textOf(b, meter)];
  meter.spend(3 + Math.min(left.length, right.length) / 8);
  if (left === right) return true;
  return (typeof a === "number") !== (typeof b === "number") && numberOf(a) === numberOf(b);
}

/** What a list's entries are the same as, so that each is compared with all of them at once. */
interface Entries {
  texts: Set<string>;
  /** Of entries that are numbers: what a text is compared with. */
  numbers: Set<number>;
  /** Of entries that are texts: what a number is compared with. */
  numbersOfTexts: Set<number>;
  hasMissing: boolean;
}

const stepsPerEntry = 40;
const entries = new WeakMap<readonly unknown[], Entries>();

/** A list's entries, put in order once. */
function entriesOf(list: readonly unknown[], meter: ConditionMeter): Entries {
  const known = entries.get(list);
  if (known !== undefined) return known;
  const made: Entries = {
    texts: new Set(),
    numbers: new Set(),
    numbersOfTexts: new Set(),
    hasMissing: false,
  };
  for (const entry of list) {
    meter.spend(stepsPerEntry);
    if (isMissing(entry)) {
      made.hasMissing = true;
      continue;
    }
    made.texts.add(textOf(entry, meter));
    const number = numberOf(entry);
    if (Number.isNaN(number)) continue;
    (typeof entry === "number" ? made.numbers : made.numbersOfTexts).add(number);
  }
  entries.set(list, made);
  return made;
}

/** Whether one of the entries is the same as a value. */
function isAmong(all: Entries, value: unknown, meter: ConditionMeter): boolean {
  if (isMissing(value)) return all.hasMissing;
  const text = textOf(value, meter);
  meter.spend(2 + text.length / 8);
  if (all.texts.has(text)) return true;
  const others = typeof value === "number" ? all.numbersOfTexts : all.numbers;
  const number = numberOf(value);
  return !Number.isNaN(number) && others.has(number);
}

const asked = new WeakSet<readonly unknown[]>();

/**
 * Whether an entry of a list is the same as a value: `same(entry, value)` for any. A list that is asked
 * once, as those of most filters are, is only walked through.
 */
export function hasEntry(list: readonly unknown[], value: unknown, meter: ConditionMeter): boolean {
  if (!asked.has(list)) {
    asked.add(list);
    return list.some((entry) => same(entry, value, meter));
  }
  return isAmong(entriesOf(list, meter), value, meter);
}

/** Whether an entry of the first list is the same as one of the second. */
export function haveCommonEntry(
  left: readonly unknown[],
  right: readonly unknown[],
  meter: ConditionMeter,
): boolean {
  if (right.length <= left.length) return right.some((value) => hasEntry(left, value, meter));
  // The other way round, the shorter list being the one that is walked through.
  const all = entriesOf(right, meter);
  return left.some((value) => isAmong(all, value, meter));
}

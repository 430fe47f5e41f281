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

/** The number that a text is, also one around which there are blanks; NaN for none. */
const numberOf = (text: string): number => Number(text);

/** Loose like a marketer: 5 equals "5", true equals "true", missing equals only missing. */
export function same(a: unknown, b: unknown, meter: ConditionMeter): boolean {
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b);
  const [left, right] = [textOf(a, meter), textOf(b, meter)];
  meter.spend(3 + Math.min(left.length, right.length) / 8);
  return left === right || (left.trim() !== "" && numberOf(left) === numberOf(right));
}

/** What a list's entries are the same as, so that each is compared with all of them at once. */
interface Entries {
  texts: Set<string>;
  numbers: Set<number>;
  hasMissing: boolean;
  /** A text of blanks only, which on the right of a comparison stands for 0. */
  hasBlank: boolean;
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
    hasMissing: false,
    hasBlank: false,
  };
  for (const entry of list) {
    meter.spend(stepsPerEntry);
    if (isMissing(entry)) {
      made.hasMissing = true;
      continue;
    }
    const text = textOf(entry, meter);
    made.texts.add(text);
    if (text.trim() === "") made.hasBlank = true;
    else if (!Number.isNaN(numberOf(text))) made.numbers.add(numberOf(text));
  }
  entries.set(list, made);
  return made;
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
  const { texts: ofEntries, numbers, hasMissing } = entriesOf(list, meter);
  if (isMissing(value)) return hasMissing;
  const text = textOf(value, meter);
  meter.spend(2 + text.length / 8);
  return ofEntries.has(text) || numbers.has(numberOf(text));
}

/** Whether an entry of the first list is the same as one of the second. */
export function haveCommonEntry(
  left: readonly unknown[],
  right: readonly unknown[],
  meter: ConditionMeter,
): boolean {
  if (right.length <= left.length) return right.some((value) => hasEntry(left, value, meter));
  // The other way round, the shorter list being the one that is walked through.
  const { texts: ofEntries, numbers, hasMissing, hasBlank } = entriesOf(right, meter);
  return left.some((value) => {
    if (isMissing(value)) return hasMissing;
    const text = textOf(value, meter);
    meter.spend(2 + text.length / 8);
    if (ofEntries.has(text)) return true;
    const number = text.trim() === "" ? Number.NaN : numberOf(text);
    return numbers.has(number) || (hasBlank && number === 0);
  });
}

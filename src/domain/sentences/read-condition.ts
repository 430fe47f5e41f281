import { endOfPath, endOfQuoted } from "./condition-path.ts";
import type { ConditionWord } from "./condition-sentences.ts";
import { conditionSentences } from "./condition-sentences.ts";

/** What stands in a condition: one of its words, or a name, a value, a bracket, a blank. */
export interface ConditionPart {
  /** As it stands there. */
  text: string;
  /** Of ours; without it the text is nobody's to translate. */
  word?: ConditionWord;
  span?: string;
  /** The path of a fact. */
  isPath?: true;
}

/** What stands at a place, and what has to come behind it. */
interface Step {
  parts: ConditionPart[];
  end: number;
  next: "value" | "link";
  /** Brackets that are opened or closed. */
  depth?: 1 | -1;
}

const behind = ["isSet", "isNotSet", "isEmpty", "isNotEmpty", "lower"] as const;
const aroundDates = ["not", "beforeDate", "afterDate", "beforeNow", "afterNow", "now"] as const;
const notBetween = new Set<string>([...behind, ...aroundDates]);
const between = (Object.keys(conditionSentences) as ConditionWord[])
  .filter((word) => !notBetween.has(word))
  .toSorted((a, b) => conditionSentences[b].length - conditionSentences[a].length);

/**
 * The parts of a condition that `conditionLabel` has written: a word after the other, as each value
 * says by itself where it ends. Brackets are counted, not nested, so that no depth is too much.
 * Null: this is none.
 */
export function readCondition(text: string, from = 0): ConditionPart[] | null {
  const parts: ConditionPart[] = [];
  let at = from;
  let open = 0;
  let wanted: Step["next"] = "value";
  while (at < text.length || wanted === "value") {
    const step: Step | null = wanted === "value" ? valueAt(text, at) : linkAt(text, at);
    if (step === null) return null;
    open += step.depth ?? 0;
    if (open < 0) return null;
    parts.push(...step.parts);
    at = step.end;
    wanted = step.next;
  }
  return open === 0 ? parts : null;
}

function valueAt(text: string, at: number): Step | null {
  if (text.startsWith("not (", at)) {
    const parts = [worded("not"), { text: " (" }];
    return { parts, end: at + "not (".length, next: "value", depth: 1 };
  }
  if (text[at] === "(") return given("(", at, "value", 1);
  const shifted = shiftAt(text, at);
  if (shifted !== null) return shifted;
  if (text.startsWith("now", at)) return { parts: [worded("now")], end: at + 3, next: "link" };
  const end = endOfPath(text, at);
  if (end !== -1)
    return { parts: [{ text: text.slice(at, end), isPath: true }], end, next: "link" };
  const endsAt = endOfLiteral(text, at);
  return endsAt === -1 ? null : given(text.slice(at, endsAt), at, "link");
}

// A shift of a century has eight digits.
const shift = /\d{1,9} (?:minute|hour|day|week|month|year)s?/y;

/** "3 days before order.date", "3 days before now". */
function shiftAt(text: string, at: number): Step | null {
  shift.lastIndex = at;
  const [found] = shift.exec(text) ?? [];
  if (found === undefined) return null;
  const end = shift.lastIndex;
  const isBefore = text.startsWith(" before ", end);
  if (!isBefore && !text.startsWith(" after ", end)) return null;
  const ofNow = worded(isBefore ? "beforeNow" : "afterNow", found);
  if (text.startsWith(ofNow.text, at)) {
    return { parts: [ofNow], end: at + ofNow.text.length, next: "link" };
  }
  const ofDate = worded(isBefore ? "beforeDate" : "afterDate", found);
  return { parts: [ofDate, { text: " " }], end: at + ofDate.text.length + 1, next: "value" };
}

function worded(word: ConditionWord, span = ""): ConditionPart {
  const text = conditionSentences[word].replace("{span:span}", span);
  return { text, word, ...(span !== "" && { span }) };
}

const plain = /(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]\d+)?)/y;

function endOfLiteral(text: string, at: number): number {
  if (text[at] === '"') return endOfQuoted(text, at);
  plain.lastIndex = at;
  return plain.test(text) ? plain.lastIndex : -1;
}

function linkAt(text: string, at: number): Step | null {
  if (text[at] === ")") return given(")", at, "link", -1);
  if (text.startsWith(", ", at)) return given(", ", at, "value");
  if (text[at] !== " ") return null;
  for (const word of between) {
    const end = at + 1 + conditionSentences[word].length;
    if (text[end] === " " && text.startsWith(conditionSentences[word], at + 1)) {
      return { parts: [{ text: " " }, worded(word), { text: " " }], end: end + 1, next: "value" };
    }
  }
  const word = behind.find((one) => text.startsWith(conditionSentences[one], at + 1));
  if (word === undefined) return null;
  const end = at + 1 + conditionSentences[word].length;
  return { parts: [{ text: " " }, worded(word)], end, next: "link" };
}

function given(text: string, at: number, next: Step["next"], depth?: 1 | -1): Step {
  const end = at + text.length;
  return { parts: [{ text }], end, next, ...(depth !== undefined && { depth }) };
}

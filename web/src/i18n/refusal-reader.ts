import { byRank } from "../../../src/domain/sentences/rank.ts";
import type { ReadValue, Template } from "../../../src/domain/sentences/template.ts";
import { filled, templateOf, valuesOf } from "../../../src/domain/sentences/template.ts";
import { apiWords } from "./api-words.ts";
import type { Language } from "./languages.ts";

/** One text, or the forms of one that counts (`{count:number}`). */
export type Words = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** What the API refuses with, and what stands in it, by the English template. */
export interface RefusalTexts {
  refusals: Readonly<Record<string, Words>>;
  words: Readonly<Record<string, Words>>;
}

interface Known {
  template: Template;
  /** By the form of the number; `other` where nothing is counted. */
  forms: Partial<Record<Intl.LDMLPluralRule, Template>>;
}

/** Refusals stand in refusals: `stopRules[0]: is missing`. */
const deepest = 4;
/** Nobody reads more, and a longer one is hardly ours. */
const longest = 4_000;

/**
 * What gives a refusal in the reader's language, also one that is told elsewhere too (why a message
 * can't be sent, why a type can't be deleted); one that isn't known as it is.
 */
export function refusalReader(
  { refusals, words }: RefusalTexts,
  language: Language,
): (text: string) => string {
  const whole = knownOf(refusals);
  const worded = whole.filter((one) => !isFrame(one));
  const parts = byRank([...worded, ...knownOf(words)]);
  const frames = whole.filter(isFrame);
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const choices = new Intl.ListFormat(language, { type: "disjunction" });
  const both = new Intl.ListFormat(language, { type: "conjunction" });

  function wordsOf(text: string, known: readonly Known[], depth: number): string {
    if (depth > deepest || text.length > longest) return text;
    const read = firstOf(known, text, depth);
    if (read !== null) return read;
    const told = apiWords(text);
    return told === text ? (firstOf(frames, text, depth) ?? text) : told;
  }

  function firstOf(known: readonly Known[], text: string, depth: number): string | null {
    for (const { template, forms } of known) {
      const values = valuesOf(template, text);
      if (values === null) continue;
      const count = values["count"]?.text;
      const form = count === undefined ? "other" : plural.select(Number(count));
      const translated = forms[form] ?? forms.other;
      if (translated !== undefined) return filled(translated, shownValues(values, depth));
    }
    return null;
  }

  function shownValues(values: Record<string, ReadValue>, depth: number): Record<string, string> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, shown(value, depth)]),
    );
  }

  function shown({ kind, text }: ReadValue, depth: number): string {
    const part = (piece: string) => wordsOf(piece, parts, depth + 1);
    if (kind === "choice") return choices.format(text.split(" or ").map(part));
    if (kind === "deeds") return both.format(text.split(", and ").map(part));
    if (kind === "number") return numbers.format(Number(text));
    return kind === "sentence" ? part(text) : text;
  }

  return (text) => wordsOf(text, worded, 0);
}

/** Says nothing itself, as `{place}: {fault:sentence}`, so any text might be one: it comes last. */
const isFrame = ({ template }: Known): boolean =>
  !template.parts.some((part) => typeof part === "string" && /\p{L}/u.test(part));

function knownOf(texts: Readonly<Record<string, Words>>): Known[] {
  return byRank(
    Object.entries(texts).map(([english, words]) => {
      const forms = typeof words === "string" ? { other: words } : words;
      return {
        template: templateOf(english),
        forms: Object.fromEntries(
          Object.entries(forms).map(([form, text]) => [form, templateOf(text)]),
        ),
      };
    }),
  );
}

import type { ReadSentence } from "../../../src/domain/sentences/read-sentence.ts";
import { readSentence } from "./api-reader.ts";
import type { ReadValue } from "../../../src/domain/sentences/template.ts";
import { filled } from "../../../src/domain/sentences/template.ts";
import { lists, valueWords } from "./api-values.ts";
import { conditionWords, factOperand } from "./condition-words.ts";
import { hasMessages, t } from "./i18n.ts";

/** Sentences stand in sentences, and may be made up to stand in each other without an end. */
const deepest = 8;
/** A part may have the separator in it: so many pieces are tried together. */
const mostJoined = 6;
const mostPieces = 60;

const instants = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z\b/g;

/**
 * What the API says in English (why something happened or did not, how often, for how long) in the
 * reader's language, with facts by their names. What isn't known, such as others' own words, stays as
 * it is, but for instants; so does all of it where nothing is loaded that could read it.
 */
export function apiWords(text: string): string {
  return wordsOf(text, 0).replace(instants, (at) =>
    Number.isNaN(Date.parse(at)) ? at : valueWords("instant", at),
  );
}

function wordsOf(text: string, depth: number): string {
  if (depth > deepest) return text;
  const read = readSentence(text);
  if (read !== null) return translated(read, depth);
  const fact = depth > 0 ? factOperand(text) : null;
  if (fact !== null) return fact;
  return text.includes("; ") ? partsOf(text, "; ", depth).join("; ") : text;
}

/** Each part that is known in the reader's language, and the others as they are. */
function partsOf(text: string, separator: string, depth: number): string[] {
  const pieces = text.split(separator);
  if (pieces.length > mostPieces) return [text];
  const parts: string[] = [];
  for (let from = 0; from < pieces.length;) {
    const { words, length } = partAt(pieces, from, separator, depth);
    parts.push(words);
    from += length;
  }
  return parts;
}

function partAt(
  pieces: readonly string[],
  from: number,
  separator: string,
  depth: number,
): { words: string; length: number } {
  let cut: { words: string; length: number } | null = null;
  for (let length = 1; length <= mostJoined && from + length <= pieces.length; length++) {
    const read = readSentence(pieces.slice(from, from + length).join(separator));
    if (read === null) continue;
    const part = { words: translated(read, depth + 1), length };
    // A condition that can't be read may have the separator in one of its values.
    if (!hasUnreadRule(read)) return part;
    cut ??= part;
  }
  return cut ?? { words: pieces[from] ?? "", length: 1 };
}

function hasUnreadRule({ values }: ReadSentence): boolean {
  return Object.values(values).some(
    ({ kind, condition }) => kind === "rule" && condition === undefined,
  );
}

function translated({ key, values, template }: ReadSentence, depth: number): string {
  const shown: Record<string, string> = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, shownValue(value, depth)]),
  );
  if (!isTranslated()) return filled(template, shown);
  const { count } = values;
  return t(`api-words:${key}` as "api-words:rules.each", {
    ...shown,
    ...(count !== undefined && { count: Number(count.text) }),
  });
}

/** In English the API's own words are shown: nothing is to be said but the names of facts. */
const isTranslated = (): boolean => hasMessages("api-words");

function shownValue({ kind, text, condition }: ReadValue, depth: number): string {
  if (condition !== undefined) {
    return conditionWords(condition, (span) => wordsOf(span, depth + 1));
  }
  if (kind === "sentence" || kind === "span" || kind === "every") return wordsOf(text, depth + 1);
  if (kind === "list") return partsOf(text, "; ", depth).join("; ");
  if (kind === "parts") return partsOf(text, ", ", depth).join(", ");
  if (!isTranslated()) return text;
  if (kind === "deeds") return lists.and().format(partsOf(text, ", and ", depth));
  return valueWords(kind, text);
}

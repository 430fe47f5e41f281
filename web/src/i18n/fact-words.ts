import type { FactName } from "../../../src/domain/fact-name.ts";
import { nameOfFact } from "../../../src/domain/fact-name.ts";
import { rootLabels } from "../../../src/domain/fact-labels.ts";

let texts: ReadonlyMap<string, string> = new Map();

/** What facts are called in the reader's language, by what they are called in English. */
export function sayFactsBy(read: ReadonlyMap<string, string>): void {
  texts = read;
}

const said = (label: string): string => texts.get(label) ?? label;

/** The fact at a path, as its picker calls it; a path that has no name is shown as it is. */
export function factWords(path: string): string {
  const fact = nameOfFact(path);
  return fact === null ? path : wordsOf(fact);
}

function wordsOf({ name, isLabel, of }: FactName): string {
  const words = isLabel ? said(name) : name;
  return of === null ? words : `${words} (${of})`;
}

/**
 * Those of one condition, by their paths: two that are called the same say whose they are, such as a
 * city of the event and one of the contact.
 */
export function factWordsOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const words = new Map(paths.map((path) => [path, factWords(path)]));
  const counts = new Map<string, number>();
  for (const name of words.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const [path, name] of words) {
    const root = nameOfFact(path)?.root;
    if (root !== undefined && (counts.get(name) ?? 0) > 1) {
      words.set(path, `${name} (${said(rootLabels[root])})`);
    }
  }
  return words;
}

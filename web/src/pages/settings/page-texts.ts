import type { Workspace } from "../../api/workspace.ts";

type Texts = Workspace["brand"]["texts"];
type Words = Texts[string];

/** The words of one language; the key tells rows apart whatever is written in them. */
export interface TextsRow {
  key: number;
  language: string;
  words: Words;
}

export function rowsOf(texts: Texts): TextsRow[] {
  return Object.entries(texts).map(([language, words], key) => ({ key, language, words }));
}

/** What is empty is left to the built-in words. */
export function textsOf(rows: readonly TextsRow[]): Texts {
  const texts: Texts = {};
  for (const row of rows) {
    const language = row.language.trim();
    if (language === "") continue;
    texts[language] = Object.fromEntries(
      Object.entries(row.words).filter(([, text]) => text.trim() !== ""),
    );
  }
  return texts;
}

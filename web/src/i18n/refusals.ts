/// <reference types="vite/types/importMeta.d.ts" />
import { loadReader } from "./api-reader.ts";
import { addMessages, hasMessages, language } from "./i18n.ts";
import type { Language } from "./languages.ts";
import type { RefusalTexts } from "./refusal-reader.ts";

/** English has none: what the API says is English. */
const files = import.meta.glob<RefusalTexts>("./refusal-texts/*.json", { import: "default" });
/** What is told elsewhere, too, is in these. */
const apiWords = import.meta.glob<object>("../messages/*/api-words.json", { import: "default" });

let spoken: Language = "en";
let read = (text: string): string => text;

/**
 * What the API refuses with is known in the reader's language from here on; fetched when it is first
 * needed. Where it can't be fetched, a refusal in English is better than none.
 */
export async function loadRefusals(of: Language = language): Promise<void> {
  if (of === spoken) return;
  try {
    const [texts, words, { refusalReader }] = await Promise.all([
      files[`./refusal-texts/${of}.json`]?.(),
      apiWords[`../messages/${of}/api-words.json`]?.(),
      import("./refusal-reader.ts"),
      loadReader(),
    ]);
    if (words !== undefined && !hasMessages("api-words")) addMessages("api-words", words);
    read = texts === undefined ? (text) => text : refusalReader(texts, of);
    spoken = of;
  } catch {
    // The next refusal tries it again.
  }
}

/** A refusal in the reader's language; one that isn't known, or in English, as it is. */
export function refusalWords(text: string): string {
  return read(text);
}

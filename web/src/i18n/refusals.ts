/// <reference types="vite/types/importMeta.d.ts" />
import { loadFieldNames } from "./field-names.ts";
import { language } from "./i18n.ts";
import type { Language } from "./languages.ts";
import type { RefusalTexts } from "./refusal-reader.ts";
import { withMessages } from "./with-messages.ts";

/** English has none: what the API says is English. */
const files = import.meta.glob<RefusalTexts>("./refusal-texts/*.json", { import: "default" });

let spoken: Language = "en";
let read = (text: string): string => text;

/**
 * What the API refuses with is known in the reader's language from here on; fetched when it is first
 * needed. Where it can't be fetched, a refusal in English is better than none.
 */
export async function loadRefusals(of: Language = language): Promise<void> {
  if (of === spoken) return;
  try {
    const [texts, { refusalReader }] = await Promise.all([
      files[`./refusal-texts/${of}.json`]?.(),
      // What is told elsewhere too is in these.
      withMessages(import("./refusal-reader.ts"), "api-words"),
      loadFieldNames(of),
    ]);
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

/** An answer that tells of faults in the API's words: it comes when they can be said by `refusalWords`. */
export async function withRefusals<Answer>(asked: Promise<Answer>): Promise<Answer> {
  const [answer] = await Promise.all([asked, loadRefusals()]);
  return answer;
}

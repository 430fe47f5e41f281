import type { ReadSentence } from "../../../src/domain/sentences/read-sentence.ts";
import { sayFactsBy } from "./fact-words.ts";
import { textsOf } from "./load-api-texts.ts";

let reader: ((text: string) => ReadSentence | null) | undefined;

/** What reads the API's sentences, and the names of the facts in them, are fetched for pages that show some. */
export async function loadReader(): Promise<void> {
  const [module, facts] = await Promise.all([
    import("../../../src/domain/sentences/read-sentence.ts"),
    textsOf("fact"),
  ]);
  if (facts !== undefined) sayFactsBy(facts);
  reader = module.readSentence;
}

/** Which sentence a text is; null: none that is known, or nothing is loaded. */
export function readSentence(text: string): ReadSentence | null {
  return reader?.(text) ?? null;
}

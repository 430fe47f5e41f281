import type { ReadSentence } from "../../../src/domain/sentences/read-sentence.ts";

let reader: ((text: string) => ReadSentence | null) | undefined;

/** What reads the API's sentences is fetched with their words: pages in English need neither. */
export async function loadReader(): Promise<void> {
  reader = (await import("../../../src/domain/sentences/read-sentence.ts")).readSentence;
}

/** Which sentence a text is; null: none that is known, or nothing is loaded. */
export function readSentence(text: string): ReadSentence | null {
  return reader?.(text) ?? null;
}

import { loadReader } from "../../../web/src/i18n/api-reader.ts";
import { addMessages } from "../../../web/src/i18n/i18n.ts";
import type { Language } from "../../../web/src/i18n/languages.ts";
import { loadRefusals } from "../../../web/src/i18n/refusals.ts";
import { readMessages } from "../messages.ts";

/** Other files of this process speak English: give it back. */
export async function speakRefusals(language: Language): Promise<void> {
  await Promise.all([loadRefusals(language), loadReader()]);
  addMessages("api-words", readMessages(language, "api-words.json"));
}

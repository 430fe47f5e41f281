import type { ContentSource, FrozenContent, FrozenText } from "../../domain/message-content.ts";
import { textsByLanguage } from "../../domain/message-content.ts";

/** Messages of a few lines, in all their languages: they stand as they were written. */
export function compileTexts(source: ContentSource): FrozenContent {
  const { defaultLanguage, languages } = textsByLanguage(source, ["text", "title"]);
  const frozen: Record<string, FrozenText> = {};
  for (const [language, parts] of Object.entries(languages)) {
    frozen[language] = Object.fromEntries(
      Object.entries(parts).filter(([, part]) => part !== undefined),
    );
  }
  return { defaultLanguage, languages: frozen };
}

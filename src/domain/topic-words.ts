import { lookUpLanguage } from "./language-tag.ts";

interface Topic {
  name: string;
  description: string;
  /** By language, in place of name and description. */
  texts: Readonly<Record<string, { name?: string | undefined; description?: string | undefined }>>;
}

/** What a topic is called in a language: its own words there, else those of all. */
export function topicWords(
  { name, description, texts }: Topic,
  language: string,
): { name: string; description: string } {
  const written = lookUpLanguage(language, Object.keys(texts));
  const own = written === null ? {} : (texts[written] ?? {});
  return { name: own.name ?? name, description: own.description ?? description };
}

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/platform/project-root.ts";
import { addMessages } from "../../web/src/i18n/i18n.ts";
import type { Namespace } from "../../web/src/i18n/namespaces.ts";

const folder = join(projectRoot, "web", "src", "messages");

export type MessageTree = { [key: string]: string | MessageTree };

export const messageFiles = (language: string): string[] =>
  readdirSync(join(folder, language)).toSorted();

export const readMessages = (language: string, file: string): MessageTree =>
  JSON.parse(readFileSync(join(folder, language, file), "utf8")) as MessageTree;

/**
 * All English messages, for tests of pages' words that run without a browser; but those of the API's
 * sentences, which pages in English don't load either.
 */
export function useEnglish(): void {
  for (const file of messageFiles("en")) {
    if (file === "api-words.json") continue;
    addMessages(file.replace(/\.json$/, "") as Namespace, readMessages("en", file));
  }
}

/** What facts are called in another language, by what they are called in English. */
export const factTexts = (language: string): ReadonlyMap<string, string> => {
  const file = join(projectRoot, "web", "src", "i18n", "fact-texts", `${language}.json`);
  return new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>));
};

/// <reference types="vite/types/importMeta.d.ts" />
import { capitalized } from "../ui/text.ts";
import { language } from "./i18n.ts";
import type { Language } from "./languages.ts";

/** By the English name; English has none. */
const files = import.meta.glob<Record<string, string>>("./field-texts/*.json", {
  import: "default",
});

let texts: Record<string, string> | undefined;

/** Fields are called by their names in the reader's language from here on. */
export async function loadFieldNames(of: Language = language): Promise<void> {
  texts = await files[`./field-texts/${of}.json`]?.();
}

/** `draftRevision` reads "Draft revision", or what that is in the reader's language. */
export function fieldName(field: string): string {
  const english = englishName(field);
  return texts?.[english] ?? english;
}

export function englishName(field: string): string {
  return capitalized(field.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());
}

/** A field of a request as a form calls it; one that has no name, or lies within others, by its path. */
export function pathName(path: string): string {
  if (!/^[a-z][A-Za-z]*$/.test(path)) return path;
  const english = englishName(path);
  return texts === undefined ? english : (texts[english] ?? path);
}

import { textsOf } from "../../../i18n/load-api-texts.ts";
import { capitalized } from "../../../ui/text.ts";

const texts = await textsOf("audit");

/** `draftRevision` reads "Draft revision", or what that is in the reader's language. */
export function fieldName(field: string): string {
  const english = englishName(field);
  return texts?.get(english) ?? english;
}

export function englishName(field: string): string {
  return capitalized(field.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());
}

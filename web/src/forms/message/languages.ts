import { locale } from "../../i18n/i18n.ts";

export const usualLanguages = [
  "en",
  "uk",
  "de",
  "fr",
  "es",
  "pt",
  "pt-BR",
  "it",
  "pl",
  "nl",
  "cs",
  "ro",
  "tr",
  "ru",
  "ja",
];

const names = new Intl.DisplayNames(locale, { type: "language", fallback: "code" });

/** "Ukrainian" for uk; a tag that is none, as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag.replaceAll("_", "-")) ?? tag;
  } catch {
    return tag;
  }
}

export const isLanguageTag = (tag: string): boolean =>
  /^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/.test(tag);

import type { OptionsFilter } from "@mantine/core";
import { locale } from "../../i18n/i18n.ts";
import { nearestFirst } from "../../ui/nearest-first.ts";

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

/** Those with the tag that is typed, or else with such a name. */
export const languagesLike: OptionsFilter = (given) => {
  const byTag = nearestFirst(given);
  if (byTag.length > 0) return byTag;
  const sought = given.search.trim().toLowerCase();
  return given.options.filter(
    (option) => "value" in option && languageName(option.value).toLowerCase().includes(sought),
  );
};

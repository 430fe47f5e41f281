import { Autocomplete } from "@mantine/core";
import {
  isLanguageTag,
  languageName,
  languagesLike,
  usualLanguages,
} from "../../forms/message/languages.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  value: string;
  onChange(value: string): void;
}

/** A language's tag, found by its name, too. */
export function LanguageField({ value, onChange }: Props) {
  const tag = value.trim();
  const name = isLanguageTag(tag) ? languageName(tag) : tag;
  return (
    <Autocomplete
      label={t("settings-workspace:language")}
      description={
        name === tag
          ? t("settings-workspace:languageHint")
          : t("settings-workspace:languageIs", { name })
      }
      placeholder="uk"
      maxLength={100}
      data={usualLanguages}
      filter={languagesLike}
      renderOption={({ option }) =>
        t("settings-workspace:languageOption", {
          name: languageName(option.value),
          tag: option.value,
        })
      }
      value={value}
      onChange={onChange}
    />
  );
}

import { ActionIcon, Autocomplete, Button, Group, SegmentedControl } from "@mantine/core";
import { IconLanguage, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useFormScope } from "../form/scope.ts";
import type { Which } from "./content.ts";
import { languagesOf, withLanguage, withoutLanguage } from "./content.ts";
import { isLanguageTag, languageName, languagesLike, usualLanguages } from "./languages.ts";
import { t } from "../../i18n/i18n.ts";
import { takeFocus } from "../../ui/take-focus.ts";

interface Props {
  value: Record<string, unknown>;
  which: Which;
  onChoose(which: Which): void;
  onChange(value: Record<string, unknown>): void;
}

/** Which language is written; a message with one only has no tabs. */
export function LanguageTabs({ value, which, onChoose, onChange }: Props) {
  const { readOnly } = useFormScope();
  const [isAdding, setAdding] = useState(false);
  const [tag, setTag] = useState("");
  const languages = languagesOf(value);
  const isNew = (one: string) => isLanguageTag(one) && !languages.includes(one);
  const add = (chosen: string) => {
    if (!isNew(chosen)) return;
    onChange(withLanguage(value, chosen));
    onChoose(chosen);
    setAdding(false);
  };
  return (
    <Group gap="xs">
      {languages.length > 0 && (
        <SegmentedControl
          size="xs"
          aria-label={t("forms:language.label")}
          data={[
            { value: "", label: t("forms:language.default") },
            ...languages.map((language) => ({ value: language, label: languageName(language) })),
          ]}
          value={which ?? ""}
          onChange={(chosen) => onChoose(chosen === "" ? null : chosen)}
        />
      )}
      {which !== null && !readOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("forms:language.remove", { language: languageName(which) })}
          onClick={() => {
            onChoose(null);
            onChange(withoutLanguage(value, which));
          }}
        >
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      )}
      {isAdding && !readOnly && (
        <>
          <Autocomplete
            size="xs"
            w={150}
            aria-label={t("forms:language.new")}
            placeholder={t("forms:language.example")}
            ref={takeFocus}
            data={usualLanguages.filter((one) => !languages.includes(one))}
            renderOption={({ option }) => `${option.value} · ${languageName(option.value)}`}
            filter={languagesLike}
            value={tag}
            onChange={setTag}
            onOptionSubmit={add}
            onKeyDown={({ key, currentTarget }) => {
              // An option that is chosen adds itself.
              const isChosen = currentTarget.hasAttribute("aria-activedescendant");
              if (key === "Enter" && !isChosen) add(tag);
            }}
          />
          <Button size="xs" variant="default" disabled={!isNew(tag)} onClick={() => add(tag)}>
            {t("forms:language.add")}
          </Button>
        </>
      )}
      {!isAdding && !readOnly && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconLanguage size={14} aria-hidden />}
          onClick={() => {
            setTag("");
            setAdding(true);
          }}
        >
          {t("forms:language.addOne")}
        </Button>
      )}
    </Group>
  );
}

import { ActionIcon, Autocomplete, Button, Group, SegmentedControl } from "@mantine/core";
import { IconLanguage, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useFormScope } from "../form/scope.ts";
import type { Which } from "./content.ts";
import { languagesOf, withLanguage, withoutLanguage } from "./content.ts";
import { isLanguageTag, languageName, usualLanguages } from "./languages.ts";

const focus = (input: HTMLInputElement | null) => input?.focus();

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
  const canAdd = isLanguageTag(tag) && !languages.includes(tag);
  const add = () => {
    if (!canAdd) return;
    onChange(withLanguage(value, tag));
    onChoose(tag);
    setAdding(false);
    setTag("");
  };
  return (
    <Group gap="xs">
      {languages.length > 0 && (
        <SegmentedControl
          size="xs"
          aria-label="Language"
          data={[
            { value: "", label: "Default" },
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
          aria-label={`Remove ${languageName(which)}`}
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
            aria-label="New language"
            placeholder="uk, de, pt-BR"
            ref={focus}
            data={usualLanguages.filter((one) => !languages.includes(one))}
            renderOption={({ option }) => `${option.value} · ${languageName(option.value)}`}
            value={tag}
            onChange={setTag}
            onKeyDown={({ key }) => key === "Enter" && add()}
          />
          <Button size="xs" variant="default" disabled={!canAdd} onClick={add}>
            Add
          </Button>
        </>
      )}
      {!isAdding && !readOnly && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconLanguage size={14} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Add a language
        </Button>
      )}
    </Group>
  );
}

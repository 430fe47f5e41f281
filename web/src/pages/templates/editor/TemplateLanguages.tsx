import { ActionIcon, Button, Group, Menu, ScrollArea, SegmentedControl } from "@mantine/core";
import { IconLanguage, IconTrash } from "@tabler/icons-react";
import type { Config, Which } from "../../../forms/message/content.ts";
import {
  hasDefault,
  languagesOf,
  readPart,
  withoutLanguage,
  withPart,
} from "../../../forms/message/content.ts";
import { languageName, usualLanguages } from "../../../forms/message/languages.ts";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  content: Config;
  which: Which;
  readOnly: boolean;
  onChoose(which: Which): void;
  onChange(content: Config): void;
}

const copied = ["subject", "mjml", "html", "text"];

/** Which language is written. A new one begins as what is there, to be translated. */
export function TemplateLanguages({ content, which, readOnly, onChoose, onChange }: Props) {
  const languages = languagesOf(content);
  const own = content["defaultLanguage"];
  const first = typeof own === "string" ? languageName(own) : t("templates:default");
  const add = (tag: string) => {
    const there = Object.fromEntries(copied.map((name) => [name, readPart(content, which, name)]));
    onChange(withPart(content, tag, there));
    onChoose(tag);
  };
  return (
    <Group gap="xs">
      {languages.length > 0 && (
        <SegmentedControl
          size="xs"
          aria-label={t("templates:language")}
          data={[
            ...(hasDefault(content) ? [{ value: "", label: first }] : []),
            ...languages.map((tag) => ({ value: tag, label: languageName(tag) })),
          ]}
          value={which ?? ""}
          onChange={(chosen) => onChoose(chosen === "" ? null : chosen)}
        />
      )}
      {which !== null && !readOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("templates:removeLanguage", { language: languageName(which) })}
          title={t("templates:removeLanguage", { language: languageName(which) })}
          onClick={() => {
            onChoose(null);
            onChange(withoutLanguage(content, which));
          }}
        >
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      )}
      {!readOnly && (
        <Menu>
          <Menu.Target>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              leftSection={<IconLanguage size={14} aria-hidden />}
            >
              {t("templates:addLanguage")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <ScrollArea.Autosize mah={280} type="auto" scrollbars="y">
              {usualLanguages
                .filter((tag) => tag !== own && !languages.includes(tag))
                .map((tag) => (
                  <Menu.Item key={tag} onClick={() => add(tag)}>
                    {languageName(tag)}
                  </Menu.Item>
                ))}
            </ScrollArea.Autosize>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

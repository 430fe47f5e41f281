import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PageWord } from "../../../../src/domain/page-words/english.ts";
import { builtInLanguages, lacking } from "../../../../src/domain/page-words/page-words.ts";
import { t } from "../../i18n/i18n.ts";
import type { TextsRow } from "./page-texts.ts";
import { textsOf } from "./page-texts.ts";
import { PageWordsDialog } from "./PageWordsDialog.tsx";

interface Props {
  rows: readonly TextsRow[];
  onChange(rows: TextsRow[]): void;
}

/** Whether pages are in this language already. */
function stateOf(row: TextsRow): string {
  const tag = row.language.trim();
  const count = lacking(tag, textsOf([row]));
  if (builtInLanguages.includes(tag)) return t("settings-consent:texts.builtIn");
  return count === 0
    ? t("settings-consent:texts.complete")
    : t("settings-consent:texts.lacking", { count });
}

/** The words of pages that contacts see, by language. */
export function PageTextsField({ rows, onChange }: Props) {
  const change = (key: number, part: Partial<TextsRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    onChange([...rows, { key, language: "", words: {} }]);
  };
  const say = ({ key, words }: TextsRow, word: PageWord, text: string) =>
    change(key, { words: { ...words, [word]: text } });
  const [shown, setShown] = useState<number | null>(null);
  const open = rows.find(({ key }) => key === shown);
  return (
    <Stack role="group" aria-label={t("settings-consent:texts.title")}>
      <div>
        <Text size="sm" fw={500}>
          {t("settings-consent:texts.title")}
        </Text>
        <Text size="xs" c="dimmed">
          {t("settings-consent:texts.hint")}
        </Text>
      </div>
      {rows.map((row) => {
        const name = row.language.trim() || t("settings-consent:texts.new");
        return (
          <Stack key={row.key} gap="xs">
            <Group align="end">
              <TextInput
                label={t("settings-consent:texts.language")}
                aria-label={t("settings-consent:texts.languageOf", { name })}
                placeholder="de"
                required
                maxLength={35}
                w={140}
                value={row.language}
                onChange={({ currentTarget }) => change(row.key, { language: currentTarget.value })}
              />
              <TextInput
                label={t("settings-consent:texts.heading")}
                aria-label={t("settings-consent:texts.headingOf", { name })}
                maxLength={200}
                flex={1}
                value={row.words.title ?? ""}
                onChange={({ currentTarget }) => say(row, "title", currentTarget.value)}
              />
              <Button
                variant="default"
                aria-label={t("settings-consent:texts.removeThe", { name })}
                onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              >
                {t("settings-consent:texts.remove")}
              </Button>
            </Group>
            <Textarea
              label={t("settings-consent:texts.intro")}
              aria-label={t("settings-consent:texts.introOf", { name })}
              maxLength={2000}
              autosize
              minRows={2}
              value={row.words.intro ?? ""}
              onChange={({ currentTarget }) => say(row, "intro", currentTarget.value)}
            />
            <Group gap="xs">
              <Button
                variant="default"
                size="xs"
                aria-label={t("settings-consent:texts.allOf", { name })}
                onClick={() => setShown(row.key)}
              >
                {t("settings-consent:texts.all")}
              </Button>
              <Text size="xs" c="dimmed">
                {stateOf(row)}
              </Text>
            </Group>
          </Stack>
        );
      })}
      {open !== undefined && (
        <PageWordsDialog
          row={open}
          onChange={(word, text) => say(open, word, text)}
          onClose={() => setShown(null)}
        />
      )}
      <Group>
        <Button variant="default" size="xs" onClick={add}>
          {t("settings-consent:texts.add")}
        </Button>
      </Group>
    </Stack>
  );
}

import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import type { TextsRow } from "./topic-form.ts";

interface Props {
  rows: readonly TextsRow[];
  onChange(rows: TextsRow[]): void;
}

/** A topic's name and description in other languages. */
export function TopicTexts({ rows, onChange }: Props) {
  const change = (key: number, part: Partial<TextsRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    onChange([...rows, { key, language: "", name: "", description: "" }]);
  };
  return (
    <Stack gap="xs" role="group" aria-label={t("topics:edit.texts")}>
      <div>
        <Text size="sm" fw={500}>
          {t("topics:edit.texts")}
        </Text>
        <Text size="xs" c="dimmed">
          {t("topics:edit.textsHint")}
        </Text>
      </div>
      {rows.map((row, place) => {
        const language = row.language.trim() || t("topics:edit.another");
        return (
          <Stack key={row.key} gap={4}>
            <Group align="end">
              <TextInput
                label={t("topics:edit.language")}
                aria-label={t("topics:edit.languageOf", { place: place + 1 })}
                placeholder="uk"
                required
                maxLength={35}
                w={110}
                value={row.language}
                onChange={({ currentTarget }) => change(row.key, { language: currentTarget.value })}
              />
              <TextInput
                label={t("topics:edit.nameIn", { language })}
                maxLength={200}
                flex={1}
                value={row.name}
                onChange={({ currentTarget }) => change(row.key, { name: currentTarget.value })}
              />
              <Button
                variant="default"
                onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              >
                {t("topics:edit.removeLanguage", { language })}
              </Button>
            </Group>
            <Textarea
              label={t("topics:edit.descriptionIn", { language })}
              maxLength={2000}
              autosize
              value={row.description}
              onChange={({ currentTarget }) =>
                change(row.key, { description: currentTarget.value })
              }
            />
          </Stack>
        );
      })}
      <Group>
        <Button variant="default" size="xs" onClick={add}>
          {t("topics:edit.addLanguage")}
        </Button>
      </Group>
    </Stack>
  );
}

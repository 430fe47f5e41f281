import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { Workspace } from "../../api/workspace.ts";
import { t } from "../../i18n/i18n.ts";

type Texts = Workspace["brand"]["texts"];

/** The words of one language; the key tells rows apart whatever is written in them. */
interface TextsRow {
  key: number;
  language: string;
  title: string;
  intro: string;
}

export function rowsOf(texts: Texts): TextsRow[] {
  return Object.entries(texts).map(([language, { title = "", intro = "" }], key) => ({
    key,
    language,
    title,
    intro,
  }));
}

/** What is empty is left to the built-in words. */
export function textsOf(rows: readonly TextsRow[]): Texts {
  const texts: Texts = {};
  for (const row of rows) {
    const [language, title, intro] = [row.language, row.title, row.intro].map((one) => one.trim());
    if (language === undefined || language === "") continue;
    texts[language] = { ...(title && { title }), ...(intro && { intro }) };
  }
  return texts;
}

interface Props {
  rows: readonly TextsRow[];
  onChange(rows: TextsRow[]): void;
}

/** The words of the preference page, by language. */
export function PageTextsField({ rows, onChange }: Props) {
  const change = (key: number, part: Partial<TextsRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    onChange([...rows, { key, language: "", title: "", intro: "" }]);
  };
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
                value={row.title}
                onChange={({ currentTarget }) => change(row.key, { title: currentTarget.value })}
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
              value={row.intro}
              onChange={({ currentTarget }) => change(row.key, { intro: currentTarget.value })}
            />
          </Stack>
        );
      })}
      <Group>
        <Button variant="default" size="xs" onClick={add}>
          {t("settings-consent:texts.add")}
        </Button>
      </Group>
    </Stack>
  );
}

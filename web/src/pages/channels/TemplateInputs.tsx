import { Stack, Text, Textarea, TextInput } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";

/** An approved template as it is written here; without a name the text is sent. */
export interface WrittenTemplate {
  name: string;
  language: string;
  /** A value a line. */
  values: string;
}

export const noTemplate: WrittenTemplate = { name: "", language: "en", values: "" };

interface Props {
  template: WrittenTemplate;
  onChange(template: WrittenTemplate): void;
}

/** Which of the channel's own templates is tried, and with which values. */
export function TemplateInputs({ template, onChange }: Props) {
  const { name, language, values } = template;
  return (
    <Stack>
      <TextInput
        label={t("channels:test.template.name")}
        description={t("channels:test.template.nameHint")}
        maxLength={512}
        value={name}
        onChange={({ currentTarget }) => onChange({ ...template, name: currentTarget.value })}
      />
      {name.trim() !== "" && (
        <>
          <Text size="sm" c="dimmed">
            {t("channels:test.template.inPlace")}
          </Text>
          <TextInput
            label={t("channels:test.template.language")}
            description={t("channels:test.template.languageHint")}
            required
            maxLength={20}
            value={language}
            onChange={({ currentTarget }) =>
              onChange({ ...template, language: currentTarget.value })
            }
          />
          <Textarea
            label={t("channels:test.template.values")}
            description={t("channels:test.template.valuesHint")}
            autosize
            minRows={2}
            maxRows={8}
            value={values}
            onChange={({ currentTarget }) => onChange({ ...template, values: currentTarget.value })}
          />
        </>
      )}
    </Stack>
  );
}

/** As the API takes it; undefined: none is named. */
export function templateOf({ name, language, values }: WrittenTemplate) {
  if (name.trim() === "") return undefined;
  const lines = values.split("\n").map((line) => line.trim());
  return { name, language, parameters: lines.filter((line) => line !== "") };
}

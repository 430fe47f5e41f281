import { Button, Group, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconEye, IconPencil } from "@tabler/icons-react";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { below } from "../schema/paths.ts";
import { excerpt, hasContent, languagesOf } from "./content.ts";
import { languageName } from "./languages.ts";
import { MessageDialog } from "./MessageDialog.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  path: string;
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
  isStored: boolean;
}

/** The message's body in a few words; it is written, and looked at, in a large dialog. */
export function BodyCard({ path, value, onChange, isStored }: Props) {
  const { readOnly } = useFormScope();
  const [opened, { open, close }] = useDisclosure();
  const issues = [
    useIssue(below(path, "html")),
    useIssue(below(path, "mjml")),
    useIssue(below(path, "text")),
    useIssue(below(path, "languages")),
    useIssue(below(path, "defaultLanguage")),
  ].filter((words) => words !== undefined);
  const languages = languagesOf(value).map(languageName);
  const isEmpty = !isStored && !hasContent(value);
  const editLabel = isEmpty ? t("forms:body.write") : t("forms:body.edit");
  const buttonLabel = isStored || readOnly ? t("forms:body.preview") : editLabel;
  return (
    <Paper withBorder p="sm" radius="md">
      {!isStored && (
        <Text size="sm" lineClamp={3} mb="xs">
          {isEmpty ? t("forms:body.nothing") : excerpt(value) || t("forms:body.noText")}
        </Text>
      )}
      {languages.length > 0 && !isStored && (
        <Text size="xs" mb="xs">
          {t("forms:body.alsoIn", { languages: languages.join(", ") })}
        </Text>
      )}
      {issues.map((words) => (
        <Text key={words} size="xs" c="var(--mantine-color-error)" mb="xs">
          {words}
        </Text>
      ))}
      <Group gap="xs">
        <Button
          size="xs"
          variant={isEmpty && !readOnly ? "filled" : "default"}
          leftSection={
            isStored || readOnly ? (
              <IconEye size={14} aria-hidden />
            ) : (
              <IconPencil size={14} aria-hidden />
            )
          }
          onClick={open}
        >
          {buttonLabel}
        </Button>
      </Group>
      <MessageDialog
        opened={opened}
        onClose={close}
        isStored={isStored}
        value={value}
        onChange={onChange}
      />
    </Paper>
  );
}

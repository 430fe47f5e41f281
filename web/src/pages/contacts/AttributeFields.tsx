import { ActionIcon, Button, Fieldset, Group, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { t } from "../../i18n/i18n.ts";
import type { AttributeRow } from "./attribute-rows.ts";

interface Props {
  rows: readonly AttributeRow[];
  onChange(rows: AttributeRow[]): void;
}

/** A contact's attributes, one a line. */
export function AttributeFields({ rows, onChange }: Props) {
  const set = (key: number, change: Partial<AttributeRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  const next = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
  return (
    <Fieldset legend={t("contacts:edit.attributes")}>
      <Stack gap="xs">
        {rows.map(({ key, name, text }) => (
          <Group key={key} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t("contacts:edit.attributeName")}
              placeholder={t("contacts:edit.attributeName")}
              style={{ flex: "1 1 40%" }}
              maxLength={100}
              value={name}
              onChange={({ currentTarget }) => set(key, { name: currentTarget.value })}
            />
            <TextInput
              aria-label={t("contacts:edit.attributeValue", { name })}
              placeholder={t("contacts:edit.value")}
              style={{ flex: "1 1 60%" }}
              value={text}
              onChange={({ currentTarget }) => set(key, { text: currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("contacts:edit.removeAttribute", { name })}
              onClick={() => onChange(rows.filter((row) => row.key !== key))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...rows, { key: next, name: "", text: "" }])}
          >
            {t("contacts:edit.addAttribute")}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

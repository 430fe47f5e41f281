import { ActionIcon, Button, Checkbox, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useState } from "react";
import type { SourceMapping } from "../../api/sources.ts";
import { t } from "../../i18n/i18n.ts";
import type { Target } from "./pointing.ts";
import { contactFields, eventFields, pathOf, withTemplate } from "./pointing.ts";

interface Props {
  mapping: SourceMapping;
  /** The API's fault of a template, by its place in the mapping. */
  faultAt(path: string): string | undefined;
  readOnly: boolean;
  onChange(mapping: SourceMapping): void;
}

/** Each template of the mapping, to be looked at and written by hand. */
export function MappingFields({ mapping, faultAt, readOnly, onChange }: Props) {
  const [name, setName] = useState("");
  const row = (target: Target, label: string, value: string | undefined, required = false) => (
    <TextInput
      key={pathOf(target)}
      size="xs"
      label={label}
      required={required}
      readOnly={readOnly}
      maxLength={2_000}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      value={value ?? ""}
      error={faultAt(pathOf(target))}
      rightSection={
        !required &&
        !readOnly &&
        value !== undefined && (
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t("sources:mapping.clear", { name: label })}
            onClick={() => onChange(withTemplate(mapping, target, ""))}
          >
            <IconX size={12} />
          </ActionIcon>
        )
      }
      onChange={({ currentTarget }) => onChange(withTemplate(mapping, target, currentTarget.value))}
    />
  );
  const { params, each } = mapping;
  const add = () => {
    const trimmed = name.trim();
    if (trimmed === "") return;
    onChange({ ...mapping, params: { ...params, [trimmed]: params?.[trimmed] ?? "" } });
    setName("");
  };
  return (
    <Stack gap="md">
      {each !== undefined && (
        <Group gap="xs" align="flex-end">
          <TextInput
            size="xs"
            style={{ flex: 1 }}
            label={t("sources:mapping.each")}
            readOnly={readOnly}
            value={each}
            error={faultAt("each")}
            onChange={({ currentTarget }) => onChange({ ...mapping, each: currentTarget.value })}
          />
          {!readOnly && (
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                const { each: _each, ...whole } = mapping;
                onChange(whole);
              }}
            >
              {t("sources:mapping.whole")}
            </Button>
          )}
        </Group>
      )}
      <Part title={t("sources:part.event")}>
        {eventFields.map((field) =>
          row(
            { part: "event", field },
            t(`sources:field.${field}`),
            mapping[field],
            field === "eventType",
          ),
        )}
      </Part>
      <Part title={t("sources:part.contact")}>
        {contactFields.map((field) =>
          row({ part: "contact", field }, t(`sources:field.${field}`), mapping.contact[field]),
        )}
      </Part>
      <Part title={t("sources:part.params")}>
        <Checkbox
          size="xs"
          label={t("sources:mapping.allParams")}
          disabled={readOnly}
          checked={params === null}
          onChange={({ currentTarget }) =>
            onChange({ ...mapping, params: currentTarget.checked ? null : {} })
          }
        />
        {Object.entries(params ?? {}).map(([param, template]) =>
          row({ part: "param", name: param }, param, template),
        )}
        {!readOnly && params !== null && (
          <Group gap="xs">
            <TextInput
              size="xs"
              style={{ flex: 1 }}
              aria-label={t("sources:mapping.paramName")}
              placeholder={t("sources:mapping.paramName")}
              maxLength={100}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              disabled={name.trim() === ""}
              onClick={add}
            >
              {t("sources:mapping.addParam")}
            </Button>
          </Group>
        )}
      </Part>
      {mapping.order != null && (
        <Text size="xs" c="dimmed">
          {t("sources:mapping.order")}
        </Text>
      )}
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6} role="group" aria-label={title}>
      <Title order={3} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

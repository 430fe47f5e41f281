import { Button, Group, Stack } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { CodeField } from "../code/CodeField.tsx";
import { useFormScope } from "../form/scope.ts";
import { SegmentedInput } from "../inputs/SegmentedInput.tsx";
import { LiquidField } from "../liquid/LiquidField.tsx";
import { VariableMenu } from "../liquid/VariableMenu.tsx";
import type { Format, Which } from "./content.ts";
import { formatOf, languagesOf, readPart, withPart } from "./content.ts";
import { dataVariables } from "./data-variables.ts";
import { LanguageTabs } from "./LanguageTabs.tsx";
import { htmlStarter, mjmlStarter } from "./starter.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
}

const formats = ["mjml", "html", "text"] as const;

/** Subject and body, in each of a message's languages. */
export function MessageEditor({ value, onChange }: Props) {
  const { workflowId, readOnly } = useFormScope();
  const [chosen, choose] = useState<Which>(null);
  // A language may have been removed meanwhile.
  const which = chosen !== null && languagesOf(value).includes(chosen) ? chosen : null;
  const [format, setFormat] = useState<Format | "text" | null>(null);
  const field = format ?? formatOf(value, which);
  const insert = useRef<(text: string) => void>(null);
  const body = readPart(value, which, field);
  const other = field === "html" ? "mjml" : "html";
  const isTaken = field !== "text" && readPart(value, which, other) !== "";
  const extra = dataVariables(value);
  return (
    <Stack gap="sm">
      <LanguageTabs
        value={value}
        which={which}
        onChoose={(next) => {
          choose(next);
          setFormat(null);
        }}
        onChange={onChange}
      />
      <LiquidField
        label={t("forms:message.subject")}
        readOnly={readOnly}
        maxLength={998}
        workflowId={workflowId}
        extra={extra}
        value={readPart(value, which, "subject")}
        onChange={(subject) => onChange(withPart(value, which, { subject }))}
      />
      <Group justify="space-between" align="flex-end" gap="xs">
        <div style={{ minWidth: 220 }}>
          <SegmentedInput
            label={t("forms:message.body")}
            choices={formats.map((one) => ({ value: one, label: t(`forms:message.${one}`) }))}
            value={field}
            onChange={(next) => setFormat(next as Format | "text")}
          />
        </div>
        {!readOnly && (
          <Group gap="xs">
            {body === "" && field !== "text" && !isTaken && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconTemplate size={14} aria-hidden />}
                onClick={() => {
                  const starter = field === "html" ? htmlStarter : mjmlStarter;
                  onChange(withPart(value, which, { [field]: starter }));
                }}
              >
                {t("forms:message.example")}
              </Button>
            )}
            <VariableMenu
              workflowId={workflowId}
              extra={extra}
              onPick={(text) => insert.current?.(text)}
            />
          </Group>
        )}
      </Group>
      {isTaken ? (
        <Group gap="xs">
          {t("forms:message.writtenAs", { format: other.toUpperCase() })}
          {!readOnly && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChange(withPart(value, which, { [other]: "" }))}
            >
              {t("forms:message.discard", { format: field.toUpperCase() })}
            </Button>
          )}
        </Group>
      ) : (
        <CodeField
          key={`${which ?? ""} ${field}`}
          language={field === "text" ? "text" : "html"}
          label={field === "text" ? t("forms:message.textLabel") : t("forms:message.body")}
          height="52vh"
          readOnly={readOnly}
          value={body}
          onChange={(text) => onChange(withPart(value, which, { [field]: text }))}
          onReady={(put) => {
            insert.current = put;
          }}
        />
      )}
    </Stack>
  );
}

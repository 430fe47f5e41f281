import { Stack } from "@mantine/core";
import { useState } from "react";
import { JsonField } from "../code/JsonField.tsx";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { SegmentedInput } from "../inputs/SegmentedInput.tsx";
import { LiquidField } from "../liquid/LiquidField.tsx";
import { t } from "../../i18n/i18n.ts";

type Form = (typeof forms)[number];
const forms = ["none", "json", "text"] as const;
const example = '{"order": "{{ order.externalId }}"}';

const emptyBodies: Record<Form, unknown> = { none: null, json: {}, text: "" };

/** Nothing, JSON whose texts are Liquid, or one text that is sent as it is. */
export function WebhookBodyWidget(
  props: InputProps & { extra?: { label: string; templates: string[] }[] },
) {
  const { path, label, description, value, onChange, extra } = props;
  const { workflowId, readOnly } = useFormScope();
  const current = formOf(value);
  const [chosen, choose] = useState<Form>(current);
  // What is empty yet has no form of its own.
  const form = current === "none" ? chosen : current;
  const error = useIssue(path);
  return (
    <Stack gap={4}>
      <SegmentedInput
        label={label}
        description={description}
        readOnly={readOnly}
        choices={forms.map((one) => ({ value: one, label: t(`forms:webhook.${one}`) }))}
        value={form}
        onChange={(next) => {
          choose(next as Form);
          onChange(emptyBodies[next as Form]);
        }}
      />
      {form === "json" && (
        <JsonField
          label={t("forms:webhook.json")}
          description={t("forms:webhook.jsonHint", { example })}
          error={error}
          readOnly={readOnly}
          value={value}
          onChange={(next) => onChange(next === undefined ? null : next)}
        />
      )}
      {form === "text" && (
        <LiquidField
          label={t("forms:webhook.text")}
          isMultiline
          error={error}
          readOnly={readOnly}
          workflowId={workflowId}
          extra={extra}
          value={typeof value === "string" ? value : ""}
          onChange={onChange}
        />
      )}
    </Stack>
  );
}

function formOf(value: unknown): Form {
  if (value === null || value === undefined) return "none";
  return typeof value === "string" ? "text" : "json";
}

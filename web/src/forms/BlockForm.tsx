import { Alert, Stack, Text } from "@mantine/core";
import { createElement } from "react";
import type { BlockKind } from "../api/block-kinds.ts";
import type { JsonSchema } from "../api/json-schema.ts";
import type { DraftIssue } from "../api/workflows.ts";
import { Field } from "./form/Field.tsx";
import { IssuesProvider } from "./form/issues.tsx";
import { FormScopeProvider } from "./form/scope.ts";
import { UnclaimedIssues } from "./form/UnclaimedIssues.tsx";
import { inputs } from "./inputs/inputs.ts";
import { PlainLayout } from "./layouts/PlainLayout.tsx";
import { layouts } from "./layouts/registry.ts";
import { sentence } from "./schema/paths.ts";
import { shapeOf } from "./schema/shape.ts";
import { widgetOf } from "./widgets/registry.ts";
import { objectOf } from "../json/objects.ts";
import { t } from "../i18n/i18n.ts";

export interface BlockFormProps {
  kind: BlockKind;
  blockId: string;
  workflowId: string;
  config: Record<string, unknown>;
  /** The issues of this block, shown at the fields that they name. */
  issues: readonly DraftIssue[];
  readOnly: boolean;
  onChange(config: Record<string, unknown>): void;
}

const inputFor = (schema: JsonSchema) => widgetOf(schema.widget) ?? inputs[shapeOf(schema)];

/** A block's settings, from its kind's schema. */
export function BlockForm(props: BlockFormProps) {
  const { kind, blockId, workflowId, config, issues, readOnly, onChange } = props;
  const { schema } = kind;
  const layout = layouts.get(kind.kind) ?? PlainLayout;
  const isBare = Object.keys(schema.properties ?? {}).length === 0;
  return (
    <FormScopeProvider value={{ kind, blockId, workflowId, readOnly, root: schema, inputFor }}>
      {/* Another block's inputs are others, even of the same kind. */}
      <IssuesProvider key={blockId} issues={issues}>
        <Stack gap="md">
          <UnclaimedIssues />
          {!kind.availability.available && kind.availability.why !== null && (
            <Alert color="yellow" variant="light" p="sm">
              {sentence(kind.availability.why)}
            </Alert>
          )}
          {isBare && <Text size="sm">{t("forms:bare")}</Text>}
          {schema.widget === undefined ? (
            createElement(layout, { schema, path: "", value: config, onChange })
          ) : (
            <Field
              schema={schema}
              path=""
              label={kind.label}
              description=""
              required
              value={config}
              onChange={(changed) => onChange(objectOf(changed))}
            />
          )}
        </Stack>
      </IssuesProvider>
    </FormScopeProvider>
  );
}

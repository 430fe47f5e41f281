import { Alert, Stack, Text } from "@mantine/core";
import { createElement } from "react";
import type { BlockKind } from "../api/block-kinds.ts";
import type { JsonSchema } from "../api/json-schema.ts";
import type { DefinitionProblem } from "../api/workflows.ts";
import { Field } from "./form/Field.tsx";
import { ProblemsProvider } from "./form/problems.tsx";
import { FormScopeProvider } from "./form/scope.ts";
import { TopProblems } from "./form/TopProblems.tsx";
import { inputs } from "./inputs/inputs.ts";
import { objectOf } from "./inputs/values.ts";
import { PlainLayout } from "./layouts/PlainLayout.tsx";
import { layouts } from "./layouts/registry.ts";
import { sentence } from "./schema/paths.ts";
import { shapeOf } from "./schema/shape.ts";
import { widgetOf } from "./widgets/registry.ts";

export interface BlockFormProps {
  kind: BlockKind;
  blockId: string;
  workflowId: string;
  config: Record<string, unknown>;
  /** Of this block: shown at the fields that they name. */
  problems: readonly DefinitionProblem[];
  readOnly: boolean;
  onChange(config: Record<string, unknown>): void;
}

const inputFor = (schema: JsonSchema) => widgetOf(schema.widget) ?? inputs[shapeOf(schema)];

/** A block's settings, from its kind's schema. */
export function BlockForm(props: BlockFormProps) {
  const { kind, blockId, workflowId, config, problems, readOnly, onChange } = props;
  const { schema } = kind;
  const layout = layouts.get(kind.kind) ?? PlainLayout;
  const isBare = Object.keys(schema.properties ?? {}).length === 0;
  return (
    <FormScopeProvider value={{ kind, blockId, workflowId, readOnly, root: schema, inputFor }}>
      {/* Another block's inputs are others, even of the same kind. */}
      <ProblemsProvider key={blockId} problems={problems}>
        <Stack gap="md">
          <TopProblems />
          {!kind.availability.available && kind.availability.why !== null && (
            <Alert color="yellow" variant="light" p="sm">
              {sentence(kind.availability.why)}
            </Alert>
          )}
          {isBare && <Text size="sm">This block has no settings.</Text>}
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
      </ProblemsProvider>
    </FormScopeProvider>
  );
}

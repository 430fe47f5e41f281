import { Stack } from "@mantine/core";
import type { BlockKind, JsonSchema } from "../api/block-kinds.ts";
import { IssuesProvider } from "./form/issues.tsx";
import { FormScopeProvider } from "./form/scope.ts";
import { Settings } from "./form/Settings.tsx";
import { UnclaimedIssues } from "./form/UnclaimedIssues.tsx";
import { inputs } from "./inputs/inputs.ts";
import type { FieldIssue } from "./schema/paths.ts";
import { shapeOf } from "./schema/shape.ts";

interface Props {
  /** Of an object whose settings name no widget. */
  schema: JsonSchema;
  value: Record<string, unknown>;
  issues: readonly FieldIssue[];
  readOnly?: boolean;
  onChange(value: Record<string, unknown>): void;
}

const inputFor = (schema: JsonSchema) => inputs[shapeOf(schema)];

/** Plain inputs never ask what block they belong to. */
const noBlock: BlockKind = {
  kind: "",
  label: "",
  description: "",
  group: "logic",
  role: "step",
  place: "database",
  branches: { fixed: [] },
  optionalBranches: [],
  branchLabels: {},
  schema: {},
  defaults: {},
  availability: { available: true, why: null },
};

/** A form from a JSON Schema that is no block's: a provider's settings. */
export function SchemaForm({ schema, value, issues, readOnly = false, onChange }: Props) {
  const kind = { ...noBlock, schema };
  const scope = { kind, blockId: "", workflowId: "", readOnly, root: schema, inputFor };
  return (
    <FormScopeProvider value={scope}>
      <IssuesProvider issues={issues}>
        <Stack gap="md">
          <UnclaimedIssues />
          <Settings schema={schema} path="" value={value} onChange={onChange} />
        </Stack>
      </IssuesProvider>
    </FormScopeProvider>
  );
}

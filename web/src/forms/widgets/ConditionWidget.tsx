import { ConditionEditor } from "../ConditionEditor.tsx";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";

export function ConditionWidget({ nullable, path, label, value, onChange }: InputProps) {
  const { workflowId, readOnly } = useFormScope();
  return (
    <ConditionEditor
      over="run"
      label={label}
      workflowId={workflowId}
      readOnly={readOnly}
      error={useIssue(path)}
      value={value ?? null}
      onChange={(rule) => onChange(rule === null && !nullable ? undefined : rule)}
    />
  );
}

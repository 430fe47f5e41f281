import { Switch } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";

export function SwitchInput({ schema, path, label, description, value, onChange }: InputProps) {
  const { readOnly } = useFormScope();
  const isOn = typeof value === "boolean" ? value : schema.default === true;
  return (
    <Switch
      label={label}
      description={description}
      error={useIssue(path)}
      disabled={readOnly}
      checked={isOn}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}

import { JsonField } from "../code/JsonField.tsx";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";

/** Anything, as JSON. */
export function JsonInput({ path, label, description, required, value, onChange }: InputProps) {
  const { readOnly } = useFormScope();
  return (
    <JsonField
      label={label}
      description={description}
      required={required}
      error={useIssue(path)}
      readOnly={readOnly}
      value={value}
      onChange={onChange}
    />
  );
}

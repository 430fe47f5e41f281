import { TextInput } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { defaultHint, clearedText, textOf } from "./emptied.ts";

export function TextField(props: InputProps) {
  const { schema, path, label, description, required, value, onChange } = props;
  const { readOnly } = useFormScope();
  return (
    <TextInput
      label={label}
      description={description}
      required={required}
      error={useIssue(path)}
      readOnly={readOnly}
      maxLength={schema.maxLength}
      placeholder={defaultHint(schema)}
      value={textOf(value)}
      onChange={({ currentTarget }) => onChange(clearedText(currentTarget.value, props))}
    />
  );
}

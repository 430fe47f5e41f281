import { TextInput } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { textOf } from "../inputs/emptied.ts";
import { t } from "../../i18n/i18n.ts";

/** The browser's own input while it can show the value; what has seconds or an offset stays text. */
export function DateTimeWidget({
  path,
  label,
  description,
  required,
  value,
  onChange,
}: InputProps) {
  const { readOnly } = useFormScope();
  const text = textOf(value);
  const isPlain = text === "" || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text);
  return (
    <TextInput
      type={isPlain ? "datetime-local" : "text"}
      label={label}
      description={isPlain ? t("forms:zoneBelow") : description}
      required={required}
      error={useIssue(path)}
      readOnly={readOnly}
      value={text}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === "" ? undefined : currentTarget.value)
      }
    />
  );
}

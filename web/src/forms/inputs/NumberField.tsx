import { NumberInput } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { defaultHint } from "./emptied.ts";
import { t } from "../../i18n/i18n.ts";

/** Bounds are shown and not enforced while somebody is still typing. */
export function NumberField({
  schema,
  path,
  label,
  description,
  required,
  value,
  onChange,
}: InputProps) {
  const { readOnly } = useFormScope();
  const { minimum, maximum } = schema;
  const number = typeof value === "number" ? value : "";
  const bound = number === "" ? undefined : boundError(number, schema);
  const issue = useIssue(path);
  return (
    <NumberInput
      label={label}
      description={description}
      required={required}
      error={issue ?? bound}
      readOnly={readOnly}
      min={minimum}
      max={maximum}
      clampBehavior="none"
      allowDecimal={schema.type !== "integer"}
      hideControls={readOnly}
      placeholder={defaultHint(schema)}
      value={number}
      onChange={(typed) => {
        if (typed === "") onChange(undefined);
        else if (typeof typed === "number") onChange(typed);
      }}
    />
  );
}

function boundError(
  number: number,
  { minimum = -Infinity, maximum = Infinity }: InputProps["schema"],
): string | undefined {
  if (number < minimum) return t("inputs:atLeast", { bound: minimum });
  return number > maximum ? t("inputs:atMost", { bound: maximum }) : undefined;
}

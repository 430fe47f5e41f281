import { Select } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { SegmentedInput } from "./SegmentedInput.tsx";
import { t } from "../../i18n/i18n.ts";

/** Few short choices side by side, others in a list. */
export function ChoiceInput(props: InputProps) {
  const { schema, path, label, description, required, value, onChange } = props;
  const { readOnly } = useFormScope();
  const choices = (schema.enum ?? []).map((choice) => ({
    choice,
    value: String(choice),
    label: schema.labels?.[String(choice)] ?? String(choice),
  }));
  const error = useIssue(path);
  const effective = value ?? schema.default;
  const current = choices.find((choice) => choice.choice === effective)?.value;
  const length = choices.reduce((sum, choice) => sum + choice.label.length + 4, 0);
  const isOptional = !required && schema.default === undefined;
  const inputProps = { label, description, error, readOnly };
  const choose = (chosen: string | null) =>
    onChange(schema.enum?.find((choice) => String(choice) === chosen));
  if (choices.length <= 4 && length <= 40 && !isOptional) {
    return (
      <SegmentedInput {...inputProps} choices={choices} value={current ?? ""} onChange={choose} />
    );
  }
  return (
    <Select
      {...inputProps}
      required={required}
      data={choices}
      value={current ?? null}
      clearable={isOptional && !readOnly}
      allowDeselect={false}
      clearButtonProps={{ "aria-label": t("inputs:clear", { what: label }) }}
      onChange={choose}
    />
  );
}

import type { InputProps } from "../form/input.ts";
import { useProblem } from "../form/problems.tsx";
import { useFormScope } from "../form/scope.ts";
import { textOf } from "../inputs/emptied.ts";
import type { PickerProps } from "../pickers/option.ts";

/** A setting as a picker takes it: "" is none. */
export function usePicker({ schema, path, required, value, onChange, ...face }: InputProps) {
  const { readOnly } = useFormScope();
  const isOptional = !required && (schema.default === undefined || schema.default === "");
  const props: PickerProps = {
    label: face.label,
    description: face.description,
    error: useProblem(path),
    required,
    readOnly,
    clearable: isOptional,
    value: textOf(value),
    onChange: (chosen) => onChange(chosen === "" ? undefined : chosen),
  };
  return props;
}

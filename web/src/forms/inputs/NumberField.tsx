import { NumberInput } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useProblem } from "../form/problems.tsx";
import { useFormScope } from "../form/scope.ts";
import { defaultHint } from "./emptied.ts";

/** Bounds are told and not forced on somebody who is still typing. */
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
  const [low, high] = [
    number !== "" && below(number, minimum),
    number !== "" && below(maximum, number),
  ];
  const bound = low ? `At least ${minimum}` : high ? `At most ${maximum}` : undefined;
  const problem = useProblem(path);
  return (
    <NumberInput
      label={label}
      description={description}
      required={required}
      error={problem ?? bound}
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

const below = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && a < b;

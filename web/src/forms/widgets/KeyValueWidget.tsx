import type { InputProps } from "../form/input.ts";
import { useProblem } from "../form/problems.tsx";
import { useFormScope } from "../form/scope.ts";
import { textOf } from "../inputs/emptied.ts";
import { NamedRows } from "../inputs/NamedRows.tsx";
import { objectOf } from "../inputs/values.ts";
import { LiquidField } from "../liquid/LiquidField.tsx";
import { nameFault } from "./name-fault.ts";

interface Props extends InputProps {
  /** What a name is called, e.g. "Header". */
  one?: string;
  extra?: readonly { label: string; templates: readonly string[] }[];
}

/** Liquid by name. */
export function KeyValueWidget({
  schema,
  path,
  label,
  description,
  one,
  extra,
  value,
  onChange,
}: Props) {
  const { workflowId, readOnly } = useFormScope();
  return (
    <NamedRows<unknown>
      label={label}
      description={description}
      error={useProblem(path)}
      readOnly={readOnly}
      one={one}
      values={objectOf(value)}
      faultOf={(name) => nameFault(name, schema)}
      fresh={() => ""}
      onChange={onChange}
    >
      {(name, held, change) => (
        <LiquidField
          label={`Value of ${name}`}
          isLabelHidden
          size="xs"
          readOnly={readOnly}
          workflowId={workflowId}
          extra={extra}
          placeholder="{{ event.params.city }}"
          value={textOf(held)}
          onChange={change}
        />
      )}
    </NamedRows>
  );
}

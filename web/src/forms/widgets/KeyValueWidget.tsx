import type { JsonSchema } from "../../api/json-schema.ts";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { textOf } from "../inputs/emptied.ts";
import { NamedRows } from "../inputs/NamedRows.tsx";
import { LiquidField } from "../liquid/LiquidField.tsx";
import { objectOf } from "../../json/objects.ts";

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
      error={useIssue(path)}
      readOnly={readOnly}
      one={one}
      values={objectOf(value)}
      errorOf={(name) => nameError(name, schema)}
      fresh={() => ""}
      onChange={onChange}
    >
      {(name, entryValue, change) => (
        <LiquidField
          label={`Value of ${name}`}
          isLabelHidden
          size="xs"
          readOnly={readOnly}
          workflowId={workflowId}
          extra={extra}
          placeholder="{{ event.params.city }}"
          value={textOf(entryValue)}
          onChange={change}
        />
      )}
    </NamedRows>
  );
}

/** What keeps a text from being a name in a record, by its schema. */
function nameError(name: string, { propertyNames }: JsonSchema): string | undefined {
  const { pattern, maxLength } = propertyNames ?? {};
  if (maxLength !== undefined && name.length > maxLength) return `At most ${maxLength} characters`;
  if (pattern === undefined || new RegExp(pattern).test(name)) return undefined;
  return "It has a character that can't stand in a name here";
}

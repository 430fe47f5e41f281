import type { JsonSchema } from "../../api/json-schema.ts";
import { Field } from "../form/Field.tsx";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { freshValue } from "../schema/fresh.ts";
import { below } from "../schema/paths.ts";
import { NamedRows } from "./NamedRows.tsx";
import { objectOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";

/** Values by name, each with the input of its type. */
export function RecordInput({ schema, path, label, description, value, onChange }: InputProps) {
  const { root, readOnly } = useFormScope();
  const { additionalProperties } = schema;
  const values: JsonSchema = typeof additionalProperties === "object" ? additionalProperties : {};
  return (
    <NamedRows<unknown>
      label={label}
      description={description}
      error={useIssue(path, false)}
      readOnly={readOnly}
      values={objectOf(value)}
      fresh={() => freshValue(values, root) ?? null}
      onChange={onChange}
    >
      {(name, entryValue, change) => (
        <Field
          schema={values}
          path={below(path, name)}
          label={t("inputs:value")}
          value={entryValue}
          onChange={change}
        />
      )}
    </NamedRows>
  );
}

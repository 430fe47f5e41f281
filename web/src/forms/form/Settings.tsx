import type { JsonSchema } from "../../api/json-schema.ts";
import { withSetting } from "../schema/change.ts";
import { below } from "../schema/paths.ts";
import { Field } from "./Field.tsx";

interface Props {
  /** The schema of an object. */
  schema: JsonSchema;
  path: string;
  /** Which of its settings, in this order; all by default. */
  names?: readonly string[];
  /** Labels that replace the schemas' titles, by the setting's name. */
  labels?: Readonly<Record<string, string>>;
  isTerse?: boolean;
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
}

/** The inputs for an object's settings. */
export function Settings({ schema, path, names, labels, isTerse = false, value, onChange }: Props) {
  const { properties = {}, required = [] } = schema;
  return (names ?? Object.keys(properties)).map((name) => {
    const property = properties[name];
    if (property === undefined || property.const !== undefined) return null;
    return (
      <Field
        key={name}
        schema={property}
        path={below(path, name)}
        label={labels?.[name]}
        description={isTerse ? "" : undefined}
        required={required.includes(name) && property.default === undefined}
        value={value[name]}
        beside={value}
        onChange={(changed) => onChange(withSetting(value, name, changed))}
      />
    );
  });
}

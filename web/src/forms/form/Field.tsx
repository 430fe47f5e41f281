import { englishName } from "../../i18n/field-names.ts";
import { createElement } from "react";
import type { JsonSchema } from "../../api/json-schema.ts";
import { resolve } from "../schema/resolve.ts";
import { useFormScope } from "./scope.ts";

interface Props {
  schema: JsonSchema;
  path: string;
  required?: boolean;
  /** Replaces the schema's title. */
  label?: string;
  /** Replaces the schema's description; "" for none. */
  description?: string;
  value: unknown;
  onChange(value: unknown): void;
  beside?: Readonly<Record<string, unknown>>;
}

/** The input for one setting: its widget's, or that of its JSON type. */
export function Field({
  schema: given,
  path,
  required = false,
  label,
  description,
  ...rest
}: Props) {
  const { root, inputFor } = useFormScope();
  const { schema, nullable } = resolve(given, root);
  return createElement(inputFor(schema), {
    ...rest,
    schema,
    nullable,
    path,
    required,
    label: label ?? schema.title ?? labelFromName(path),
    description: (description ?? schema.description) || undefined,
  });
}

/** A setting's name as a label, where its schema has none: "maxItems" reads "Max items". */
function labelFromName(path: string): string {
  const name = /[^.[\]]+(?:\[\d+\])?$/.exec(path)?.[0] ?? path;
  return englishName(name);
}

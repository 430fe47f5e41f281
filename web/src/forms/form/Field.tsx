import { createElement } from "react";
import type { JsonSchema } from "../../api/json-schema.ts";
import { resolve } from "../schema/resolve.ts";
import { useFormScope } from "./scope.ts";

interface Props {
  schema: JsonSchema;
  path: string;
  required?: boolean;
  /** In place of the schema's title. */
  label?: string;
  /** In place of the schema's description; "" for none. */
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
    schema,
    nullable,
    path,
    required,
    ...rest,
    label: label ?? schema.title ?? wordsOfName(path),
    description: (description ?? schema.description) || undefined,
  });
}

/** A setting's name as a label, where its schema has none: "maxItems" reads "Max items". */
function wordsOfName(path: string): string {
  const name = /[^.[\]]+(?:\[\d+\])?$/.exec(path)?.[0] ?? path;
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import type { JsonSchema } from "../../api/json-schema.ts";

/** A setting's schema without references, and whether null is one of its values. */
export interface Resolved {
  schema: JsonSchema;
  nullable: boolean;
}

/** Follows references, and takes "or null" apart; what stands beside a reference takes precedence. */
export function resolve(given: JsonSchema, root: JsonSchema): Resolved {
  const { $ref, allOf, ...own } = given;
  if ($ref !== undefined) {
    const target = root.$defs?.[$ref.slice("#/$defs/".length)] ?? {};
    return resolve({ ...target, ...own }, root);
  }
  const [only, ...others] = allOf ?? [];
  if (only !== undefined && others.length === 0) return resolve({ ...only, ...own }, root);

  const { anyOf, oneOf, ...rest } = given;
  const variants = anyOf ?? oneOf;
  if (variants === undefined) return { schema: given, nullable: false };
  const values = variants.filter(({ type }) => type !== "null");
  const nullable = values.length < variants.length;
  const [value] = values;
  if (value === undefined || values.length > 1) {
    return { schema: { ...rest, anyOf: values }, nullable };
  }
  const inner = resolve(value, root);
  return { schema: { ...inner.schema, ...rest }, nullable: nullable || inner.nullable };
}

import type { JsonSchema } from "../api/json-schema.ts";

export type Translate = (text: string) => string;

/** What of a block's kind people read. */
export interface Kind {
  label: string;
  description: string;
  branchLabels: Record<string, string>;
  availability: { available: boolean; why: string | null };
  schema: JsonSchema;
}

/** A kind with each text that people read put through `translate`: names, descriptions, choices. */
export function withTexts<Of extends Kind>(kind: Of, translate: Translate): Of {
  const { available, why } = kind.availability;
  return {
    ...kind,
    label: translate(kind.label),
    description: translate(kind.description),
    branchLabels: eachOf(kind.branchLabels, translate),
    availability: { available, why: why === null ? null : translate(why) },
    schema: schemaWithTexts(kind.schema, translate),
  };
}

/** The same of a form's schema. */
export function schemaWithTexts(schema: JsonSchema, translate: Translate): JsonSchema {
  const inside = (inner: JsonSchema) => schemaWithTexts(inner, translate);
  const { title, description, labels, items, additionalProperties, propertyNames } = schema;
  const { properties, $defs, anyOf, oneOf, allOf } = schema;
  return {
    ...schema,
    ...(title !== undefined && { title: translate(title) }),
    ...(description !== undefined && { description: translate(description) }),
    ...(labels !== undefined && { labels: eachOf(labels, translate) }),
    ...(items !== undefined && { items: inside(items) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: inside(additionalProperties),
    }),
    ...(propertyNames !== undefined && { propertyNames: inside(propertyNames) }),
    ...(properties !== undefined && { properties: eachOf(properties, inside) }),
    ...($defs !== undefined && { $defs: eachOf($defs, inside) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(inside) }),
    ...(oneOf !== undefined && { oneOf: oneOf.map(inside) }),
    ...(allOf !== undefined && { allOf: allOf.map(inside) }),
  };
}

function eachOf<Value>(
  values: Record<string, Value>,
  change: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

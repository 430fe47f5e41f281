import { isObject } from "../../json/objects.ts";
import type { JsonSchema } from "../../api/json-schema.ts";
import { resolve } from "./resolve.ts";
import { shapeOf } from "./shape.ts";
import { t } from "../../i18n/i18n.ts";

/** One of a union's forms, by the name that people choose it by. */
export interface Variant {
  name: string;
  schema: JsonSchema;
}

export function variantsOf(schema: JsonSchema, root: JsonSchema): Variant[] {
  const variants = (schema.anyOf ?? []).map((given) => resolve(given, root).schema);
  return variants.map((variant) => ({ schema: variant, name: nameOf(variant) }));
}

function nameOf(schema: JsonSchema): string {
  if (schema.title !== undefined) return schema.title;
  const tag = Object.values(schema.properties ?? {}).find(
    (property) => property.const !== undefined,
  );
  if (tag !== undefined) return String(tag.const);
  const [first, ...others] = Object.keys(schema.properties ?? {});
  if (first !== undefined && others.length === 0) return first;
  return t(`inputs:shape.${shapeOf(schema)}`);
}

/** The form that a value has; the first that fits. -1: none. */
export function variantOf(value: unknown, variants: readonly Variant[]): number {
  return variants.findIndex(({ schema }) => fits(value, schema));
}

function fits(value: unknown, schema: JsonSchema): boolean {
  switch (shapeOf(schema)) {
    case "choice":
      return schema.enum?.includes(value) ?? false;
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "switch":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value);
    case "object":
      return isObject(value) && fitsObject(value, schema);
    case "record":
      return isObject(value);
    case "union":
    case "json":
    default:
      return true;
  }
}

function fitsObject(value: Record<string, unknown>, schema: JsonSchema): boolean {
  const { properties = {}, required = [] } = schema;
  const isKnown = Object.keys(value).every((name) => name in properties);
  const hasTags = Object.entries(properties).every(
    ([name, { const: tag }]) => tag === undefined || value[name] === tag,
  );
  return isKnown && hasTags && required.every((name) => name in value);
}

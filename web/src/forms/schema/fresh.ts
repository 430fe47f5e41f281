import type { JsonSchema } from "../../api/json-schema.ts";
import { resolve } from "./resolve.ts";
import { shapeOf } from "./shape.ts";

/** What a new entry of a list begins with: its defaults, and nothing where it needs an answer. */
export function freshValue(given: JsonSchema, root: JsonSchema): unknown {
  const { schema } = resolve(given, root);
  if (schema.default !== undefined) return structuredClone(schema.default);
  if (schema.const !== undefined) return schema.const;
  switch (shapeOf(schema)) {
    case "object":
      return freshObject(schema, root);
    case "list":
      return [];
    case "record":
      return {};
    case "choice":
      return schema.enum?.[0];
    case "union":
      return schema.anyOf?.[0] === undefined ? undefined : freshValue(schema.anyOf[0], root);
    case "text":
      return "";
    case "switch":
      return false;
    case "number":
    case "json":
    default:
      return undefined;
  }
}

function freshObject({ properties = {}, required = [] }: JsonSchema, root: JsonSchema): object {
  const values = Object.entries(properties).flatMap(([name, property]) => {
    const { schema } = resolve(property, root);
    const isAsked = schema.const !== undefined || required.includes(name);
    const value = isAsked ? freshValue(schema, root) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
}

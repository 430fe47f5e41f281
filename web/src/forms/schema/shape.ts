import type { JsonSchema } from "../../api/json-schema.ts";

/** What kind of input a setting needs, by its JSON type alone. */
export type Shape =
  | "choice"
  | "text"
  | "number"
  | "switch"
  | "object"
  | "record"
  | "list"
  | "union"
  | "json";

/** @param schema resolved */
export function shapeOf(schema: JsonSchema): Shape {
  if (schema.enum !== undefined) return "choice";
  if (schema.anyOf !== undefined) return "union";
  switch (schema.type) {
    case "string":
      return "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "switch";
    case "array":
      return schema.items === undefined ? "json" : "list";
    case "object":
      if (schema.properties !== undefined) return "object";
      return typeof schema.additionalProperties === "object" ? "record" : "json";
    case undefined:
    default:
      return "json";
  }
}

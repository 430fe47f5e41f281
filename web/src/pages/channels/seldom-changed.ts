import type { JsonSchema } from "../../api/json-schema.ts";

/** A provider's own address, which is another one for tests and gateways only. */
export const isSeldom = ({ default: usual, title = "" }: JsonSchema): boolean =>
  typeof usual === "string" && /\burl$/i.test(title);

/** The schema with those of its properties that pass. */
export function withOnly(
  schema: JsonSchema,
  passes: (property: JsonSchema) => boolean,
): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).filter(([, one]) => passes(one));
  const names = new Set(properties.map(([name]) => name));
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    required: schema.required?.filter((name) => names.has(name)),
  };
}

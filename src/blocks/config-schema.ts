import { z } from "zod";
import type { AnyBlock } from "./registry.ts";

/**
 * The metas of settings as they stand in a JSON Schema that refers to nothing outside: without the
 * ids by which the API's description shares schemas, and without what is meant for it alone.
 */
const metas = {
  get(schema: z.core.$ZodType): Record<string, unknown> | undefined {
    const { id: _id, override: _override, ...meta } = z.globalRegistry.get(schema) ?? {};
    return meta;
  },
} as unknown as z.core.$ZodRegistry<Record<string, unknown>>;

/** The JSON Schema of a kind's settings, as an author writes them. */
export function configSchema({ schema }: AnyBlock): Record<string, unknown> {
  return configSchemaOf(schema);
}

/** The JSON Schema of any settings that a form is made for. */
export function configSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...inside } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    metadata: metas,
  });
  return inside;
}

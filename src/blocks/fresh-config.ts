import { z } from "zod";
import type { AnyBlock } from "./registry.ts";

/**
 * The settings of a block that was just put down: each setting's default, and what the kind adds.
 * Where a setting has no default and is needed, they are incomplete.
 */
export function freshConfig({ schema, fresh }: AnyBlock): Record<string, unknown> {
  const defaults = Object.entries(shapeOf(schema)).flatMap(([name, setting]) => {
    const parsed = z.safeParse(setting, undefined);
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data] as const] : [];
  });
  return { ...Object.fromEntries(defaults), ...fresh };
}

function shapeOf(schema: z.ZodType): z.core.$ZodShape {
  if (schema instanceof z.ZodObject) return schema.shape;
  throw new Error("the settings of a kind of block are an object");
}

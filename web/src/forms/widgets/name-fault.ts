import type { JsonSchema } from "../../api/json-schema.ts";

/** What keeps a text from being a name in a record, by its schema. */
export function nameFault(name: string, { propertyNames }: JsonSchema): string | undefined {
  const { pattern, maxLength } = propertyNames ?? {};
  if (maxLength !== undefined && name.length > maxLength) return `At most ${maxLength} characters`;
  if (pattern === undefined || new RegExp(pattern).test(name)) return undefined;
  return "It has a character that can't stand in a name here";
}

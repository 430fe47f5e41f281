import { valueAt } from "../../../../domain/fact-path.ts";

/** A text or number at a path, as a text. */
export function textAt(value: object, path: string): string | null {
  const found = path === "" ? undefined : valueAt(value, path);
  return ["string", "number", "boolean"].includes(typeof found) ? String(found) : null;
}

import type { RefusedField } from "./capabilities.ts";

/** What could not be taken, behind a sentence of a note. Field names only: values are personal. */
export function refusedFieldsNote(refused: readonly RefusedField[]): string {
  if (refused.length === 0) return "";
  return `, but for ${refused.map(({ field, message }) => `${field} (${message})`).join(", ")}`;
}

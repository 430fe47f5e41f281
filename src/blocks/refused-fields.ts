import type { RefusedField } from "./capabilities.ts";

/** What could not be taken, in a note. Field names only: values are personal. */
export function refusedFields(refused: readonly RefusedField[]): string {
  return refused.map(({ field, message }) => `${field} (${message})`).join(", ");
}

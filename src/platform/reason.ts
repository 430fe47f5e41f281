/**
 * What an error says, for a person. Node reports a name with several addresses as one error per
 * address, and none of its own.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}

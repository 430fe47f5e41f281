/** True when a statement failed because a unique value is taken. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === "23505";
}

/** True when a statement failed because a row that it names is not there (any more). */
export function isForeignKeyViolation(error: unknown): boolean {
  return codeOf(error) === "23503";
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | null)?.code;
}

/** Messages by the path of their field: the API's, and those found before the API is asked. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Without the fields that have no error. */
export function withoutUndefined(errors: Record<string, string | undefined>): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The error of a field, or of anything within it. */
export function errorAt(errors: FieldErrors, field: string): string | undefined {
  const at = Object.keys(errors).find(
    (path) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`),
  );
  return at === undefined ? undefined : errors[at];
}

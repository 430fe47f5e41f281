/**
 * A value that only a bug can have left out: better to stop there than to go on with an empty one.
 * @param what names it in the error
 */
export function required<Value>(value: Value, what: string): NonNullable<Value> {
  if (value === null || value === undefined) throw new Error(`${what} is missing`);
  return value;
}

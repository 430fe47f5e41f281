/**
 * An insert of many rows from one array a column, the arrays being parameters from `first` on.
 * @param columns their Postgres types by name
 * @param fixed columns with the same value in each row: an expression
 */
export function bulkInsert(
  table: string,
  columns: Record<string, string>,
  first: number,
  fixed: Record<string, string> = {},
): string {
  const arrays = Object.values(columns).map((type, index) => `$${first + index}::${type}[]`);
  const names = [...Object.keys(columns), ...Object.keys(fixed)].join(", ");
  const values = ["t.*", ...Object.values(fixed)].join(", ");
  return `insert into ${table} (${names}) select ${values} from unnest(${arrays.join(", ")}) as t`;
}

/** The arrays for such an insert, in the order of its columns. */
export function columnsOf<Row>(
  rows: readonly Row[],
  ...values: ((row: Row) => unknown)[]
): unknown[][] {
  return values.map((value) => rows.map(value));
}

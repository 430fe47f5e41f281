import { anyLength } from "./any-length.ts";

/** The columns of many rows: of each its Postgres type, and what a row gives for it. */
export type Columns<Row> = Readonly<
  Record<string, readonly [type: string, value: (row: Row) => unknown]>
>;

/** Many rows as parameters of one statement: an array for each column. */
export interface RowArrays<Row> {
  /** The columns' names, as a list. */
  names: string;
  /** The call that makes rows of the arrays, of which each is `anyLength`. */
  unnest: string;
  /** The number of the first parameter behind the arrays. */
  next: number;
  /** The arrays for these rows, in the order of the parameters. */
  values(rows: readonly Row[]): unknown[][];
}

/** @param first the number of the first array's parameter */
export function rowArrays<Row>(columns: Columns<Row>, first = 1): RowArrays<Row> {
  const pairs = Object.values(columns);
  const arrays = pairs.map(([type], index) => anyLength(`$${first + index}`, type));
  return {
    names: Object.keys(columns).join(", "),
    unnest: `unnest(${arrays.join(", ")})`,
    next: first + pairs.length,
    values: (rows) => pairs.map(([, value]) => rows.map(value)),
  };
}

export interface BulkInsert<Row> extends RowArrays<Row> {
  text: string;
}

/**
 * An insert of many rows from one array for each column.
 * @param fixed columns with the same value in each row: an expression
 */
export function bulkInsert<Row>(
  table: string,
  columns: Columns<Row>,
  { first = 1, fixed = {} }: { first?: number; fixed?: Record<string, string> } = {},
): BulkInsert<Row> {
  const arrays = rowArrays(columns, first);
  // Nothing is looked up by them, and so no plan depends on how many there are.
  const lists = Object.values(columns).map(([type], index) => `$${first + index}::${type}[]`);
  const names = [arrays.names, ...Object.keys(fixed)].join(", ");
  const values = ["t.*", ...Object.values(fixed)].join(", ");
  const text = `insert into ${table} (${names}) select ${values} from unnest(${lists.join(", ")}) as t`;
  return { ...arrays, text };
}

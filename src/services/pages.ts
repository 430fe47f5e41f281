import type { Page } from "../contract/api/page.ts";
import { cutPage, decodeCursor, decodeIdCursor } from "../contract/api/page.ts";

/** What every list is asked for. */
export interface PageRequest {
  limit: number;
  /** The `next` of the page before. */
  after?: string | undefined;
}

/** Gives rows of a list in its order: at most `count`, from behind the sort key of the page before. */
type ReadRows<Row> = (count: number, behind: string | null) => Promise<Row[]>;

/** A page of a list that is sorted by its ids. */
export async function pageById<Row extends { id: string }>(
  { limit, after }: PageRequest,
  read: ReadRows<Row>,
): Promise<Page<Row>> {
  const behind = after === undefined ? null : decodeIdCursor(after);
  return cutPage(await read(limit + 1, behind), limit, ({ id }) => [id]);
}

/** A page of a list that is sorted by a text of its rows, such as their name. */
export async function pageByText<Row>(
  { limit, after }: PageRequest,
  textOf: (row: Row) => string,
  read: ReadRows<Row>,
): Promise<Page<Row>> {
  const [behind = null] = after === undefined ? [] : decodeCursor(after, 1);
  return cutPage(await read(limit + 1, behind), limit, (row) => [textOf(row)]);
}

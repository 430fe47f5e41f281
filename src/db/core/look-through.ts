import type { Knex } from "knex";
import { required } from "../../domain/required.ts";
import type { Sql } from "./database.ts";
import { builder } from "./database.ts";

/**
 * How many rows a page of a list looks through at most. Two filters that millions of rows pass each
 * may let none pass together, and no index tells: a page then ends after so many with what it has
 * found, and the next one goes on from there.
 */
const mostLookedThrough = 3_000;

/** A list, newest first. Its sort key is one column, or several with the id last. */
export interface NewestFirst {
  table: string;
  order: readonly string[];
  /**
   * Whether rows are fetched by ids that an index alone has given. Of an index on a filter and the id,
   * Postgres believes that its rows lie scattered, and would walk through the whole list instead; in a
   * table of one piece, fetching by ids keeps their order.
   */
  byIds?: true;
}

/** Rows that an index gives in a list's order. */
export interface Part {
  /** The list's own table, or another one that has the ids of the list's rows. */
  from: string | Knex.Raw;
  /** The columns by which it is sorted as the list is. */
  order: readonly string[];
  /** What it gives back is not looked at. */
  narrow(query: Knex.QueryBuilder): unknown;
}

/** All rows that a filter lets pass: in several parts, where any of several values will do. */
export type Way = readonly Part[];

/** Keeps a query of a part between the ends of what is asked for, by the columns of its order. */
export type Bounds = (query: Knex.QueryBuilder, order: readonly string[]) => unknown;

/** A row's sort key, each part of it as a text that compares as it does. */
export type SortKey = readonly string[];

export interface Narrowed {
  /** To be queried instead of the list's table. */
  rows: Knex.QueryBuilder;
  /** The sort key down to which they reach; null when that is the end of the list. */
  downTo(): Promise<SortKey | null>;
}

/**
 * Looks into the indexes which of some ways comes the furthest within `mostLookedThrough` rows. With
 * no way, all that lies between the bounds is looked at.
 */
export async function narrowest(
  sql: Sql,
  list: NewestFirst,
  ways: readonly Way[],
  bounds: Bounds,
): Promise<Narrowed> {
  const [only] = ways;
  if (only === undefined) {
    const rows = builder(list.table);
    bounds(rows, list.order);
    return { rows, downTo: () => Promise.resolve(null) };
  }
  // A page that is filled on the only way doesn't ask how far it would have come.
  if (ways.length === 1 && isOfList(list, only)) {
    return { rows: rowsOn(list, only, bounds, null), downTo: () => endOf(sql, only, bounds) };
  }
  const ends = await Promise.all(ways.map((way) => endOf(sql, way, bounds)));
  let best = 0;
  for (const [index, end] of ends.entries()) {
    if (isFurther(end, ends[best] ?? null)) best = index;
  }
  const end = ends[best] ?? null;
  const rows = rowsOn(list, required(ways[best], "the best way"), bounds, end);
  return { rows, downTo: () => Promise.resolve(end) };
}

export interface RowsLookedFor<Row> {
  rows: Row[];
  /** Fewer than were asked for: where to go on, if there may be more. */
  goOnBehind: SortKey | null;
}

/** What a query of narrowed rows has found, and where a page of less than `limit` goes on. */
export async function rowsLookedFor<Row>(
  rows: Row[],
  limit: number,
  { downTo }: Narrowed,
): Promise<RowsLookedFor<Row>> {
  return { rows, goOnBehind: rows.length < limit ? await downTo() : null };
}

function isOfList({ table }: NewestFirst, way: Way): boolean {
  return way.length === 1 && way[0]?.from === table;
}

const rowsOfEach = (way: Way): number => Math.ceil(mostLookedThrough / way.length);

/** Below the highest of its parts' ends, a way would miss rows of that part. */
async function endOf(sql: Sql, way: Way, bounds: Bounds): Promise<SortKey | null> {
  const offset = rowsOfEach(way) - 1;
  const found = await Promise.all(
    way.map(async (part) => {
      const query = newestOf(part, bounds, 1).offset(offset).select(part.order.map(asText));
      const [row] = await sql.run<Record<string, string>>(query);
      return row === undefined ? null : part.order.map((_, place) => required(row[place], "a key"));
    }),
  );
  return found.reduce((high, end) => (isFurther(high, end) ? end : high), null);
}

function asText(column: string, place: number): Knex.Raw {
  return column.endsWith("_at")
    ? builder.raw(`to_char(?? at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ??`, [
        column,
        String(place),
      ])
    : builder.raw("??::text as ??", [column, String(place)]);
}

/** Whether one end lies behind another; null is the end of the list. */
function isFurther(one: SortKey | null, other: SortKey | null): boolean {
  if (one === null || other === null) return one === null && other !== null;
  for (const [place, text] of one.entries()) {
    const than = required(other[place], "a sort key of the same list");
    // Numbers have no leading zeros; all other keys are of one length.
    if (text.length !== than.length) return text.length < than.length;
    if (text !== than) return text < than;
  }
  return false;
}

function rowsOn(
  list: NewestFirst,
  way: Way,
  bounds: Bounds,
  downTo: SortKey | null,
): Knex.QueryBuilder {
  const [part] = way;
  if (isOfList(list, way) && list.byIds !== true && part !== undefined) {
    return newestOf(part, bounds, mostLookedThrough).select("*");
  }
  // As an array: a subquery's guessed size may have Postgres walk through the whole table instead.
  const parts = way.map((one) => {
    const id = required(one.order.at(-1), "a list's sort key");
    const query = newestOf(one, bounds, rowsOfEach(way)).select(id);
    if (downTo !== null) query.where(id, ">=", required(downTo.at(-1), "a sort key"));
    return query;
  });
  // Each in brackets, with an order and a limit of its own.
  const ids = builder.unionAll(parts, true);
  return builder(list.table).whereRaw("id = any(array(?))", [ids]);
}

function newestOf({ from, order, narrow }: Part, bounds: Bounds, limit: number) {
  const query = builder(from).limit(limit);
  for (const column of order) query.orderBy(column, "desc");
  narrow(query);
  bounds(query, order);
  return query;
}

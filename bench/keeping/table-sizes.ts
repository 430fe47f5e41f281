import { stat } from "node:fs/promises";
import type { Database } from "../../src/db/core/database.ts";

/** Bytes of a database's tables with indexes and TOAST, partitions with their table. */
export async function tableSizes(db: Database): Promise<Map<string, number>> {
  const rows = await db.query<{ name: string; bytes: number }>(
    `select coalesce(p.relname, c.relname)::text as name, sum(pg_total_relation_size(c.oid))::float8 as bytes
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       left join pg_inherits i on i.inhrelid = c.oid
       left join pg_class p on p.oid = i.inhparent
      where c.relkind = 'r' group by 1`,
  );
  return new Map(rows.map(({ name, bytes }) => [name, bytes]));
}

/** What came to it between two looks, by table, the most first; a table that grew by less than a page is left out. */
export function growth(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): { name: string; bytes: number }[] {
  return [...after]
    .map(([name, bytes]) => ({ name, bytes: bytes - (before.get(name) ?? 0) }))
    .filter(({ bytes }) => bytes > 8_192)
    .toSorted((a, b) => b.bytes - a.bytes);
}

export async function databaseBytes(db: Database): Promise<number> {
  const [row] = await db.query<{ bytes: number }>(
    "select pg_database_size(current_database())::float8 as bytes",
  );
  return row?.bytes ?? Number.NaN;
}

/** Bytes of the write-ahead log since it began. */
export async function walBytes(db: Database): Promise<number> {
  const [row] = await db.query<{ bytes: number }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes",
  );
  return row?.bytes ?? Number.NaN;
}

/** A SQLite file with its log. */
export async function fileBytes(path: string): Promise<number> {
  const sizes = await Promise.all(
    ["", "-wal"].map((end) =>
      stat(path + end).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

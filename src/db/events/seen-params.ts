import type { Sql } from "../core/database.ts";

type Params = Record<string, unknown>;

/** Compressed bytes; what is larger is not looked at, so that 500 of them stay a few megabytes. */
const maxBytes = 8_000;

/** The params of the newest events of a type. */
export async function newestParams(sql: Sql, typeId: string, limit: number): Promise<Params[]> {
  const rows = await sql.query<{ params: Params }>(
    `select params from (select params from events where type_id = $1 order by id desc limit $2) as e
      where pg_column_size(params) <= ${maxBytes}`,
    [typeId, limit],
  );
  return rows.map(({ params }) => params);
}

/** The attributes of the newest contacts. */
export async function newestAttributes(sql: Sql, limit: number): Promise<Params[]> {
  const rows = await sql.query<{ attributes: Params }>(
    `select attributes from (select attributes from contacts order by id desc limit $1) as c
      where attributes <> '{}' and pg_column_size(attributes) <= ${maxBytes}`,
    [limit],
  );
  return rows.map(({ attributes }) => attributes);
}

/** What came with the newest orders beside their fixed fields. */
export async function newestOrderParts(
  sql: Sql,
  limit: number,
): Promise<{ items: unknown[]; details: Params }[]> {
  return sql.query(
    `select items, details from (select items, details from orders order by id desc limit $1) as o
      where pg_column_size(items) + pg_column_size(details) <= ${maxBytes}`,
    [limit],
  );
}

/** Names of segments, for examples. */
export async function someSegmentNames(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    "select name from segments order by name limit $1",
    [limit],
  );
  return rows.map(({ name }) => name);
}

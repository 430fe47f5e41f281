import type { Sql } from "./database.ts";

export interface OrderFound {
  id: string;
  externalId: string;
}

export async function orderByExternalId(
  sql: Sql,
  externalId: string,
): Promise<OrderFound | undefined> {
  const rows = await sql.query<OrderFound>(
    'select id, external_id as "externalId" from orders where external_id = $1',
    [externalId],
  );
  return rows[0];
}

export async function latestOrderOf(sql: Sql, contactId: string): Promise<OrderFound | undefined> {
  const rows = await sql.query<OrderFound>(
    `select id, external_id as "externalId" from orders
      where contact_id = $1 order by ordered_at desc, id desc limit 1`,
    [contactId],
  );
  return rows[0];
}

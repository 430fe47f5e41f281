import type { OrderStatus } from "../../domain/order-status.ts";
import type { Sql } from "../core/database.ts";

export interface OrderFound {
  id: string;
  externalId: string;
}

export async function orderByExternalId(
  sql: Sql,
  externalId: string,
): Promise<OrderFound | undefined> {
  const rows = await sql.query<OrderFound>(
    {
      name: "order-by-external-id",
      text: 'select id, external_id as "externalId" from orders where external_id = $1',
    },
    [externalId],
  );
  return rows[0];
}

/** The newest by the shop's date; with a status, of those that have it now. */
export async function latestOrderOf(
  sql: Sql,
  contactId: string,
  status: OrderStatus | null,
): Promise<OrderFound | undefined> {
  const rows = await sql.query<OrderFound>(
    {
      name: "latest-order",
      text: `select id, external_id as "externalId" from orders
              where contact_id = $1 and ($2::text is null or status = $2)
              order by ordered_at desc, id desc limit 1`,
    },
    [contactId, status],
  );
  return rows[0];
}

import type { OrderStatus } from "../../domain/order-status.ts";
import { contactNameOf } from "../contacts/contact-names.ts";
import type { Sql } from "../core/database.ts";

export interface OrderRow {
  id: string;
  externalId: string;
  contactId: string | null;
  contactName: string | null;
  status: OrderStatus;
  totalCost: number;
  currency: string;
  orderedAt: Date;
  items: Record<string, unknown>[];
  details: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date;
  statuses: { status: OrderStatus; reachedAt: Date; eventId: string | null }[];
}

const columns = `o.id, o.external_id as "externalId", o.contact_id as "contactId",
  ${contactNameOf("o.contact_id")} as "contactName", o.status,
  o.total_cost as "totalCost", o.currency, o.ordered_at as "orderedAt", o.items, o.details,
  o.created_at as "createdAt", o.updated_at as "updatedAt"`;

export async function orderByExternalId(sql: Sql, externalId: string): Promise<OrderRow | null> {
  const [row] = await sql.query<Omit<OrderRow, "statuses">>(
    `select ${columns} from orders o where o.external_id = $1`,
    [externalId],
  );
  return row === undefined ? null : ((await withStatuses(sql, [row]))[0] ?? null);
}

/** Orders with the statuses that they have reached, in their order. */
export async function withStatuses(
  sql: Sql,
  rows: readonly Omit<OrderRow, "statuses">[],
): Promise<OrderRow[]> {
  const statuses = await sql.query<OrderRow["statuses"][number] & { orderId: string }>(
    `select order_id as "orderId", status, reached_at as "reachedAt", event_id as "eventId"
       from order_statuses where order_id = any($1::uuid[]) order by reached_at`,
    [rows.map(({ id }) => id)],
  );
  return rows.map((row) => ({
    ...row,
    statuses: statuses
      .filter(({ orderId }) => orderId === row.id)
      .map(({ status, reachedAt, eventId }) => ({ status, reachedAt, eventId })),
  }));
}

export interface OrderWrite {
  externalId: string;
  contactId: string | null;
  status: OrderStatus;
  /** Null when it was not said; a new order has 0 and XXX until somebody says it. */
  totalCost: number | null;
  currency: string | null;
  orderedAt: Date;
  items: object[];
  details: object;
}

export interface KeptOrder {
  status: OrderStatus;
  orderedAt: Date;
  contactId: string | null;
  /** Nobody has said yet what it costs. */
  partial: boolean;
}

export interface LockedOrder {
  id: string;
  /** It is null for an order that this transaction has just made. */
  kept: KeptOrder | null;
}

/** Makes an order or finds it, and holds its row lock until the transaction ends. */
export async function lockOrder(sql: Sql, id: string, order: OrderWrite): Promise<LockedOrder> {
  const made = await sql.query(
    {
      name: "insert-order",
      text: `insert into orders (id, external_id, contact_id, status, total_cost, currency,
                                 ordered_at, items, details, partial)
             values ($1, $2, $3, $4, coalesce($5::numeric, 0), coalesce($6, 'XXX'), $7, $8, $9,
                     $5::numeric is null or $6::text is null)
             on conflict (external_id) do nothing returning 1`,
    },
    [id, ...valuesOf(order)],
  );
  if (made.length > 0) return { id, kept: null };
  // A statement of its own: the insert could not see an order committed while it waited.
  const [found] = await sql.query<KeptOrder & { id: string }>(
    {
      name: "lock-order",
      text: `select id, status, ordered_at as "orderedAt", contact_id as "contactId", partial from orders
              where external_id = $1 for update`,
    },
    [order.externalId],
  );
  if (found === undefined) throw new Error("an order was deleted while it was uploaded");
  return { id: found.id, kept: found };
}

/** Overwrites an order. Details that were not sent this time are kept. */
export async function writeOrder(sql: Sql, id: string, order: OrderWrite): Promise<void> {
  await sql.query(
    {
      name: "write-order",
      text: `update orders
                set external_id = $2, contact_id = coalesce($3, contact_id), status = $4,
                    total_cost = coalesce($5, total_cost), currency = coalesce($6, currency),
                    ordered_at = $7, items = case when $8::jsonb = '[]' then items else $8 end,
                    details = details || $9::jsonb, updated_at = now(),
                    partial = partial and ($5::numeric is null or $6::text is null)
              where id = $1`,
    },
    [id, ...valuesOf(order)],
  );
}

/** Tells a partial order what an upload from before its present status knows; the status stays. */
export async function fillOrder(sql: Sql, id: string, order: OrderWrite): Promise<void> {
  await sql.query(
    `update orders
        set contact_id = coalesce(contact_id, $2), total_cost = $3, currency = $4,
            items = case when items = '[]' then $5 else items end,
            details = $6::jsonb || details, partial = false, updated_at = now()
      where id = $1`,
    [
      id,
      order.contactId,
      order.totalCost,
      order.currency,
      JSON.stringify(order.items),
      JSON.stringify(order.details),
    ],
  );
}

function valuesOf(order: OrderWrite): unknown[] {
  return [
    order.externalId,
    order.contactId,
    order.status,
    order.totalCost,
    order.currency,
    order.orderedAt,
    JSON.stringify(order.items),
    JSON.stringify(order.details),
  ];
}

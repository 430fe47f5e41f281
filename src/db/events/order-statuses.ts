import type { OrderStatus } from "../../domain/order-status.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** Notes that an order has reached a status; only the first time counts. @returns whether it is */
export async function recordStatus(
  sql: Sql,
  orderId: string,
  status: OrderStatus,
): Promise<boolean> {
  const rows = await sql.query(
    {
      name: "note-status",
      // The clock and not now(): two statuses of one upload keep their order.
      text: `insert into order_statuses (order_id, status, reached_at)
             values ($1, $2, clock_timestamp()) on conflict do nothing returning 1`,
    },
    [orderId, status],
  );
  return rows.length > 0;
}

/** A status whose event is not known to be committed, with what the event says. */
export interface PendingStatus {
  orderId: string;
  status: OrderStatus;
  externalId: string;
  contactId: string | null;
  totalCost: number;
  currency: string;
  details: { externalCustomerId?: string; email?: string; phone?: string };
}

const selection = `
  select s.order_id as "orderId", s.status, o.external_id as "externalId",
         o.contact_id as "contactId", o.total_cost as "totalCost", o.currency, o.details
    from order_statuses s join orders o on o.id = s.order_id
   where s.event_id is null`;

export async function pendingStatusesOf(
  sql: Sql,
  orderIds: readonly string[],
): Promise<PendingStatus[]> {
  return sql.query<PendingStatus>(
    `${selection} and s.order_id = any($1::uuid[]) order by s.reached_at`,
    [orderIds],
  );
}

export async function pendingStatusesBefore(
  sql: Sql,
  before: Date,
  limit: number,
): Promise<PendingStatus[]> {
  return sql.query<PendingStatus>(
    `${selection} and s.reached_at < $1 order by s.reached_at limit $2`,
    [before, limit],
  );
}

interface StatusEvent {
  orderId: string;
  status: OrderStatus;
  eventId: string;
}

const statusEventArrays = rowArrays<StatusEvent>({
  order_id: ["uuid", ({ orderId }) => orderId],
  status: ["text", ({ status }) => status],
  event_id: ["uuid", ({ eventId }) => eventId],
});

export async function recordStatusEvents(sql: Sql, events: readonly StatusEvent[]): Promise<void> {
  await sql.query(
    `update order_statuses s set event_id = e.event_id
       from ${statusEventArrays.unnest} as e (${statusEventArrays.names})
      where s.order_id = e.order_id and s.status = e.status and s.event_id is null`,
    statusEventArrays.values(events),
  );
}

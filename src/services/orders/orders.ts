import type { Page } from "../../contract/api/page.ts";
import { cutLookedThrough, decodeTimeCursor } from "../../contract/api/page.ts";
import type { OrdersQuery } from "../../contract/api/orders.ts";
import { AppError } from "../../contract/errors.ts";
import type { OrderRow } from "../../db/events/orders.ts";
import { ordersBehind } from "../../db/events/order-list.ts";
import { orderByExternalId, withStatuses } from "../../db/events/orders.ts";
import type { ServiceContext } from "../context.ts";

/** @throws AppError `not_found` */
export async function getOrder(context: ServiceContext, externalId: string): Promise<OrderRow> {
  const order = await orderByExternalId(context.sql, externalId);
  if (order === null) throw new AppError("not_found", "there is no such order");
  return order;
}

/** Orders, the latest date first. */
export async function listOrders(
  context: ServiceContext,
  query: OrdersQuery,
): Promise<Page<OrderRow>> {
  const { limit, after, ...filter } = query;
  const behind = after === undefined ? null : decodeTimeCursor(after);
  const found = await ordersBehind(context.sql, filter, behind, limit + 1);
  const page = cutLookedThrough(found, limit, ({ orderedAtExact, id }) => [orderedAtExact, id]);
  const items = page.items.map((row) => {
    const { orderedAtExact: _, ...order } = row;
    return order;
  });
  return { items: await withStatuses(context.sql, items), next: page.next };
}

import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeTimeCursor } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { OrderRow } from "../../db/events/orders.ts";
import { orderByExternalId, listOrders as rowsOf } from "../../db/events/orders.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";

/** @throws AppError `not_found` */
export async function getOrder(context: ServiceContext, externalId: string): Promise<OrderRow> {
  const order = await orderByExternalId(context.sql, externalId);
  if (order === null) throw new AppError("not_found", "there is no such order");
  return order;
}

/** Orders, the latest date first. */
export async function listOrders(
  context: ServiceContext,
  query: PageRequest & { contactId?: string | undefined },
): Promise<Page<OrderRow>> {
  const after = query.after === undefined ? null : decodeTimeCursor(query.after);
  const rows = await rowsOf(context.sql, query.contactId ?? null, query.limit + 1, after);
  return cutPage(rows, query.limit, ({ orderedAt, id }) => [orderedAt.toISOString(), id]);
}

import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import type { OrderRow } from "../../db/events/orders.ts";
import { orderByExternalId } from "../../db/events/orders.ts";

/** @throws AppError `not_found` */
export async function getOrder(sql: Sql, externalId: string): Promise<OrderRow> {
  const order = await orderByExternalId(sql, externalId);
  if (order === null) throw new AppError("not_found", "there is no such order");
  return order;
}

import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/database.ts";
import type { OrderRow } from "../../db/orders.ts";
import { orderByExternalId } from "../../db/orders.ts";

/** @throws AppError `not_found` */
export async function getOrder(sql: Sql, externalId: string): Promise<OrderRow> {
  const order = await orderByExternalId(sql, externalId);
  if (order === null) throw new AppError("not_found", "there is no such order");
  return order;
}

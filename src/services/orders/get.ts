import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { OrderRow } from "../../db/events/orders.ts";
import { orderByExternalId } from "../../db/events/orders.ts";

/** @throws AppError `not_found` */
export async function getOrder(context: ServiceContext, externalId: string): Promise<OrderRow> {
  const order = await orderByExternalId(context.sql, externalId);
  if (order === null) throw new AppError("not_found", "there is no such order");
  return order;
}

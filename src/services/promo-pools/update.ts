import type { ServiceContext } from "../context.ts";
import { setLowStock } from "../../db/messages/promo-codes.ts";
import { getPool, noPool } from "./get.ts";
import type { ShownPool } from "./present.ts";

/** @throws AppError `not_found` */
export async function updatePool(
  context: ServiceContext,
  id: string,
  { lowStock }: { lowStock: number },
): Promise<ShownPool> {
  if (!(await setLowStock(context.sql, id, lowStock))) throw noPool();
  return getPool(context, id);
}

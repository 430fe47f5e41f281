import type { Sql } from "../../db/core/database.ts";
import { setLowStock } from "../../db/messages/promo-codes.ts";
import { getPool, noPool } from "./get.ts";
import type { ShownPool } from "./present.ts";

/** @throws AppError `not_found` */
export async function updatePool(
  sql: Sql,
  id: string,
  { lowStock }: { lowStock: number },
): Promise<ShownPool> {
  if (!(await setLowStock(sql, id, lowStock))) throw noPool();
  return getPool(sql, id);
}

import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import { poolById } from "../../db/messages/promo-codes.ts";
import type { ShownPool } from "./present.ts";
import { presentPool } from "./present.ts";

export const noPool = () => new AppError("not_found", "there is no such pool");

/** @throws AppError `not_found` */
export async function getPool(sql: Sql, id: string): Promise<ShownPool> {
  const pool = await poolById(sql, id);
  if (pool === null) throw noPool();
  return presentPool(pool);
}

import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { poolById } from "../../db/messages/promo-codes.ts";
import type { ShownPool } from "./present.ts";
import { presentPool } from "./present.ts";

export const noPool = () => new AppError("not_found", "there is no such pool");

/** @throws AppError `not_found` */
export async function getPool(context: ServiceContext, id: string): Promise<ShownPool> {
  const pool = await poolById(context.sql, id);
  if (pool === null) throw noPool();
  return presentPool(pool);
}

import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import { AppError } from "../../contract/errors.ts";
import { insertPool } from "../../db/messages/promo-codes.ts";
import { getPool } from "./get.ts";
import type { ShownPool } from "./present.ts";

/** @throws AppError `conflict` when the name is taken */
export async function createPool(
  context: ServiceContext,
  pool: { name: string; lowStock: number },
): Promise<ShownPool> {
  const id = v7();
  if (!(await insertPool(context.sql, { id, ...pool }))) {
    throw new AppError("conflict", `there is a pool named "${pool.name}" already`, {
      faults: [{ path: "name", message: "is taken" }],
    });
  }
  return getPool(context, id);
}

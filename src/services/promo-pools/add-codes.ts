import type { ServiceContext } from "../context.ts";
import { insertCodes, lockPool } from "../../db/messages/promo-codes.ts";
import { getPool, noPool } from "./get.ts";
import type { ShownPool } from "./present.ts";

/**
 * Adds codes to a pool, behind those that are there. One that is there already, given or not, is
 * not added again.
 * @throws AppError `not_found`
 */
export async function addCodes(
  context: ServiceContext,
  id: string,
  codes: readonly string[],
): Promise<{ added: number; repeated: number; pool: ShownPool }> {
  return context.transaction(async (context) => {
    if ((await lockPool(context.sql, id)) === null) throw noPool();
    const added = await insertCodes(context.sql, id, codes);
    return { added, repeated: codes.length - added, pool: await getPool(context, id) };
  });
}

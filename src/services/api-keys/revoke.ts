import { AppError } from "../../contract/errors.ts";
import { revokeApiKey as markRevoked } from "../../db/access/api-keys.ts";
import type { Sql } from "../../db/core/database.ts";

/**
 * Ends a key. Processes that have just seen it go on taking it for up to 10 seconds.
 * @throws AppError `not_found`
 */
export async function revokeApiKey(sql: Sql, id: string): Promise<void> {
  if (!(await markRevoked(sql, id))) throw new AppError("not_found", "there is no such API key");
}

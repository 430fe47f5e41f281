import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { revokeApiKey as markRevoked } from "../../db/access/api-keys.ts";

/**
 * Ends a key. Processes that have just seen it go on taking it for up to 10 seconds.
 * @throws AppError `not_found`
 */
export async function revokeApiKey(context: ServiceContext, id: string): Promise<void> {
  if (!(await markRevoked(context.sql, id)))
    throw new AppError("not_found", "there is no such API key");
}

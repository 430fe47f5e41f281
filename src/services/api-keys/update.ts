import type { ServiceContext } from "../context.ts";
import type { ApiKeyChange } from "../../contract/api/api-keys.ts";
import { AppError } from "../../contract/errors.ts";
import type { ApiKeyRow } from "../../db/access/api-keys.ts";
import { changeApiKey } from "../../db/access/api-keys.ts";

/**
 * Names a key anew, or sets how fast it may send. Processes that have just seen it hold it to its
 * former limit for up to 10 seconds.
 * @throws AppError `not_found`
 */
export async function updateApiKey(
  context: ServiceContext,
  id: string,
  change: ApiKeyChange,
): Promise<ApiKeyRow> {
  const row = await changeApiKey(context.sql, id, change);
  if (row === undefined) throw new AppError("not_found", "there is no such API key");
  return row;
}

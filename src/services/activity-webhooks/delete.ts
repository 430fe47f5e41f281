import { deleteActivityWebhook as deleteRow } from "../../db/messages/activity-webhooks.ts";
import type { Database } from "../../db/core/database.ts";
import { noWebhook } from "./get.ts";

/** What it was still to be told is forgotten. Throws AppError `not_found`. */
export async function deleteActivityWebhook(db: Database, id: string): Promise<void> {
  if (!(await db.tx((sql) => deleteRow(sql, id)))) throw noWebhook();
}

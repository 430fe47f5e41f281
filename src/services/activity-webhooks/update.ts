import type { ActivityWebhookChange } from "../../contract/api/webhooks.ts";
import type { ActivityWebhookRow } from "../../db/messages/activity-webhooks.ts";
import { updateActivityWebhook as updateRow } from "../../db/messages/activity-webhooks.ts";
import type { Sql } from "../../db/core/database.ts";
import { getActivityWebhook, noWebhook } from "./get.ts";

/** @throws AppError `not_found` */
export async function updateActivityWebhook(
  sql: Sql,
  id: string,
  change: ActivityWebhookChange,
): Promise<ActivityWebhookRow> {
  if (!(await updateRow(sql, id, change))) throw noWebhook();
  return getActivityWebhook(sql, id);
}

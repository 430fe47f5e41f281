import { AppError } from "../../contract/errors.ts";
import type { ActivityWebhookRow } from "../../db/messages/activity-webhooks.ts";
import { activityWebhookById } from "../../db/messages/activity-webhooks.ts";
import type { Sql } from "../../db/core/database.ts";

/** @throws AppError `not_found` */
export async function getActivityWebhook(sql: Sql, id: string): Promise<ActivityWebhookRow> {
  const row = await activityWebhookById(sql, id);
  if (row === undefined) throw noWebhook();
  return row;
}

export const noWebhook = () => new AppError("not_found", "there is no such webhook");

import type { ServiceContext } from "../context.ts";
import type { ActivityWebhookChange } from "../../contract/api/webhooks.ts";
import type { ActivityWebhookRow } from "../../db/messages/activity-webhooks.ts";
import { updateActivityWebhook as updateRow } from "../../db/messages/activity-webhooks.ts";
import { getActivityWebhook, noWebhook } from "./get.ts";

/** @throws AppError `not_found` */
export async function updateActivityWebhook(
  context: ServiceContext,
  id: string,
  change: ActivityWebhookChange,
): Promise<ActivityWebhookRow> {
  if (!(await updateRow(context.sql, id, change))) throw noWebhook();
  return getActivityWebhook(context, id);
}

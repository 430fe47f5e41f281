import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { ActivityWebhookRow } from "../../db/messages/activity-webhooks.ts";
import { activityWebhookById } from "../../db/messages/activity-webhooks.ts";

/** @throws AppError `not_found` */
export async function getActivityWebhook(
  context: ServiceContext,
  id: string,
): Promise<ActivityWebhookRow> {
  const row = await activityWebhookById(context.sql, id);
  if (row === undefined) throw noWebhook();
  return row;
}

export const noWebhook = () => new AppError("not_found", "there is no such webhook");

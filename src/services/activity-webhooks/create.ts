import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type { NewActivityWebhook } from "../../contract/api/webhooks.ts";
import type { ActivityWebhookRow } from "../../db/messages/activity-webhooks.ts";
import { insertActivityWebhook } from "../../db/messages/activity-webhooks.ts";
import { getActivityWebhook } from "./get.ts";
import { newSecret } from "./secret.ts";

/**
 * Makes a webhook. Its secret is in the answer and nowhere else.
 * @throws AppError `conflict` without SECRETS_KEY
 */
export async function createActivityWebhook(
  context: ServiceContext,
  key: Buffer | undefined,
  wanted: NewActivityWebhook,
): Promise<ActivityWebhookRow & { secret: string }> {
  const id = v7();
  const { secret, sealed } = newSecret(key, id);
  await insertActivityWebhook(context.sql, { id, ...wanted }, sealed);
  return { ...(await getActivityWebhook(context, id)), secret };
}

import type { ServiceContext } from "../context.ts";
import { setActivityWebhookSecret } from "../../db/messages/activity-webhooks.ts";
import { noWebhook } from "./get.ts";
import { newSecret } from "./secret.ts";

/**
 * Gives a webhook a new secret; the old one signs nothing any more.
 * @throws AppError `not_found`, or `conflict` without SECRETS_KEY
 */
export async function renewSecret(
  context: ServiceContext,
  key: Buffer | undefined,
  id: string,
): Promise<{ secret: string }> {
  const { secret, sealed } = newSecret(key, id);
  if (!(await setActivityWebhookSecret(context.sql, id, sealed))) throw noWebhook();
  return { secret };
}

import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { ActivityWebhookRow } from "../../db/messages/activity-webhooks.ts";
import { activityWebhooksBelow } from "../../db/messages/activity-webhooks.ts";

/** Webhooks, newest first. */
export async function listActivityWebhooks(
  context: ServiceContext,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<ActivityWebhookRow>> {
  const below = after === undefined ? null : decodeIdCursor(after);
  return cutPage(await activityWebhooksBelow(context.sql, limit + 1, below), limit, ({ id }) => [
    id,
  ]);
}

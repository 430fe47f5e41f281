import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { ActivityDeliveryRow } from "../../db/messages/activity-deliveries.ts";
import { deliveriesBelow } from "../../db/messages/activity-deliveries.ts";
import { getActivityWebhook } from "./get.ts";

/** A webhook's requests, newest first. Throws AppError `not_found`. */
export async function listDeliveries(
  context: ServiceContext,
  webhookId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<ActivityDeliveryRow>> {
  await getActivityWebhook(context, webhookId);
  const below = after === undefined ? null : decodeIdCursor(after);
  return cutPage(
    await deliveriesBelow(context.sql, webhookId, limit + 1, below),
    limit,
    ({ id }) => [id],
  );
}

import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { ActivityDeliveryRow } from "../../db/messages/activity-deliveries.ts";
import { deliveryById, retryDelivery as retryRow } from "../../db/messages/activity-deliveries.ts";

/**
 * Has a request made again at once, also one that was given up.
 * @throws AppError `not_found`, or `conflict` for one that was delivered
 */
export async function retryDelivery(
  context: ServiceContext,
  webhookId: string,
  id: string,
): Promise<ActivityDeliveryRow> {
  const row = await retryRow(context.sql, webhookId, id);
  if (row !== undefined) return row;
  const there = await deliveryById(context.sql, webhookId, id);
  if (there === undefined) throw new AppError("not_found", "there is no such delivery");
  throw new AppError("conflict", "it was delivered already");
}

import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { ActivityDeliveryRow } from "../../db/messages/activity-deliveries.ts";
import {
  deliveriesBelow,
  deliveryById,
  retryDelivery as retryRow,
} from "../../db/messages/activity-deliveries.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";
import { getActivityWebhook } from "./activity-webhooks.ts";

/** A webhook's requests, newest first. Throws AppError `not_found`. */
export async function listDeliveries(
  context: ServiceContext,
  webhookId: string,
  request: PageRequest,
): Promise<Page<ActivityDeliveryRow>> {
  await getActivityWebhook(context, webhookId);
  return pageById(request, (count, below) => deliveriesBelow(context.sql, webhookId, count, below));
}

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

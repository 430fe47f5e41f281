import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { newId } from "../../platform/new-id.ts";
import type { Page } from "../../contract/api/page.ts";
import type { ActivityWebhookChange, NewActivityWebhook } from "../../contract/api/webhooks.ts";
import { AppError } from "../../contract/errors.ts";
import type { ActivityWebhookRow } from "../../db/messages/activity-webhooks.ts";
import {
  activityWebhookById,
  activityWebhooksBelow,
  deleteActivityWebhook as deleteRow,
  insertActivityWebhook,
  setActivityWebhookSecret,
  updateActivityWebhook as updateRow,
} from "../../db/messages/activity-webhooks.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";
import { newSecret } from "./secret.ts";

/**
 * Makes a webhook. Its secret is in the answer and nowhere else.
 * @throws AppError `conflict` without SECRETS_KEY
 */
export async function createActivityWebhook(
  context: ServiceContext,
  keys: SealingKeys | undefined,
  wanted: NewActivityWebhook,
): Promise<ActivityWebhookRow & { secret: string }> {
  const id = newId();
  const { secret, sealed } = await newSecret(context.sql, keys, id);
  await insertActivityWebhook(context.sql, { id, ...wanted }, sealed);
  return { ...(await getActivityWebhook(context, id)), secret };
}

/** @throws AppError `not_found` */
export async function getActivityWebhook(
  context: ServiceContext,
  id: string,
): Promise<ActivityWebhookRow> {
  const row = await activityWebhookById(context.sql, id);
  if (row === undefined) throw noWebhook();
  return row;
}

/** Webhooks, newest first. */
export async function listActivityWebhooks(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<ActivityWebhookRow>> {
  return pageById(request, (count, below) => activityWebhooksBelow(context.sql, count, below));
}

/** @throws AppError `not_found` */
export async function updateActivityWebhook(
  context: ServiceContext,
  id: string,
  change: ActivityWebhookChange,
): Promise<ActivityWebhookRow> {
  if (!(await updateRow(context.sql, id, change))) throw noWebhook();
  return getActivityWebhook(context, id);
}

/** What it was still to be told is forgotten. Throws AppError `not_found`. */
export async function deleteActivityWebhook(context: ServiceContext, id: string): Promise<void> {
  if (!(await context.transaction((context) => deleteRow(context.sql, id)))) throw noWebhook();
}

/**
 * Gives a webhook a new secret; the old one signs nothing any more.
 * @throws AppError `not_found`, or `conflict` without SECRETS_KEY
 */
export async function renewSecret(
  context: ServiceContext,
  keys: SealingKeys | undefined,
  id: string,
): Promise<{ secret: string }> {
  const { secret, sealed } = await newSecret(context.sql, keys, id);
  if (!(await setActivityWebhookSecret(context.sql, id, sealed))) throw noWebhook();
  return { secret };
}

const noWebhook = () => new AppError("not_found", "there is no such webhook");

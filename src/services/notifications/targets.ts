import type {
  NewNotificationTarget,
  NotificationTargetChange,
} from "../../contract/api/notifications.ts";
import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { SealedTarget, TargetRow } from "../../db/notifications/targets.ts";
import * as targets from "../../db/notifications/targets.ts";
import { newId } from "../../platform/new-id.ts";
import { newSecret } from "../activity-webhooks/secret.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";
import { seal, unseal } from "../secrets/seal.ts";

/**
 * Where notifications go. The secret of a webhook is in the answer and nowhere else.
 * @throws AppError `conflict` for what has a secret, without SECRETS_KEY
 */
export async function createTarget(
  context: ServiceContext,
  key: Buffer | undefined,
  wanted: NewNotificationTarget,
): Promise<TargetRow & { secret: string | null }> {
  const { secret, ...row } = sealedOf(key, newId(), wanted);
  await targets.insertTarget(context.sql, row);
  return { ...(await getTarget(context, row.id)), secret };
}

function sealedOf(
  key: Buffer | undefined,
  id: string,
  wanted: NewNotificationTarget,
): SealedTarget & { secret: string | null } {
  const { kind, name, language } = wanted;
  const common = { id, kind, name, language };
  switch (wanted.kind) {
    case "email":
      return { ...common, address: wanted.address, sealed: null, secret: null };
    case "webhook": {
      const { secret, sealed } = newSecret(key, id);
      return { ...common, address: wanted.url, sealed, secret };
    }
    case "slack":
      break;
  }
  if (key === undefined) {
    throw new AppError("conflict", "an address of Slack is kept sealed: SECRETS_KEY is not set");
  }
  const sealed = seal(key, placeOf(id), wanted.url);
  return { ...common, address: new URL(wanted.url).host, sealed, secret: null };
}

/** The address of Slack's incoming webhook; null: sealed under another key. */
export function openSlackAddress(
  key: Buffer | undefined,
  id: string,
  sealed: Buffer,
): string | null {
  return key === undefined ? null : unseal(key, placeOf(id), sealed);
}

const placeOf = (id: string) => `notification-target/${id}`;

/** @throws AppError `not_found` */
export async function getTarget(context: ServiceContext, id: string): Promise<TargetRow> {
  const row = await targets.targetById(context.sql, id);
  if (row === undefined) throw noTarget();
  return row;
}

/** Newest first. */
export async function listTargets(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<TargetRow>> {
  return pageById(request, (count, below) => targets.targetsBelow(context.sql, count, below));
}

/** @throws AppError `not_found` */
export async function updateTarget(
  context: ServiceContext,
  id: string,
  change: NotificationTargetChange,
): Promise<TargetRow> {
  if (!(await targets.updateTarget(context.sql, id, change))) throw noTarget();
  return getTarget(context, id);
}

/** Rules tell it no more, and what it was still to be told is forgotten. Throws AppError `not_found`. */
export async function deleteTarget(context: ServiceContext, id: string): Promise<void> {
  const isGone = await context.transaction((context) => targets.deleteTarget(context.sql, id));
  if (!isGone) throw noTarget();
}

export const noTarget = () => new AppError("not_found", "there is no such target");

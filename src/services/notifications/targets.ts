import type {
  NewNotificationTarget,
  NotificationTargetChange,
} from "../../contract/api/notifications.ts";
import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { SealedTarget, TargetRow } from "../../db/notifications/targets.ts";
import * as targets from "../../db/notifications/targets.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { Sql } from "../../db/core/database.ts";
import { newId } from "../../platform/new-id.ts";
import { newSecret } from "../activity-webhooks/secret.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";
import type { Unsealed } from "../secrets/seal.ts";
import { unseal } from "../secrets/seal.ts";
import { sealValue } from "../secrets/seal-value.ts";

/**
 * Where notifications go. The secret of a webhook is in the answer and nowhere else.
 * @throws AppError `conflict` for what has a secret, without SECRETS_KEY
 */
export async function createTarget(
  context: ServiceContext,
  keys: SealingKeys | undefined,
  wanted: NewNotificationTarget,
): Promise<TargetRow & { secret: string | null }> {
  const { secret, ...row } = await sealedOf(context.sql, keys, newId(), wanted);
  await targets.insertTarget(context.sql, row);
  return { ...(await getTarget(context, row.id)), secret };
}

async function sealedOf(
  sql: Sql,
  keys: SealingKeys | undefined,
  id: string,
  wanted: NewNotificationTarget,
): Promise<SealedTarget & { secret: string | null }> {
  const { kind, name, language } = wanted;
  const common = { id, kind, name, language };
  switch (wanted.kind) {
    case "email":
      return { ...common, address: wanted.address, sealed: null, secret: null };
    case "webhook": {
      const { secret, sealed } = await newSecret(sql, keys, id);
      return { ...common, address: wanted.url, sealed, secret };
    }
    case "slack":
      break;
  }
  const sealed = await sealValue(sql, keys, {
    name: placeOf(id),
    value: wanted.url,
    kept: "address of Slack",
  });
  return { ...common, address: new URL(wanted.url).host, sealed, secret: null };
}

/** The address of Slack's incoming webhook. */
export function openSlackAddress(
  keys: SealingKeys | undefined,
  id: string,
  sealed: Buffer,
): Unsealed {
  return unseal(keys, placeOf(id), sealed);
}

/** What such an address is sealed as. */
export const placeOf = (id: string) => `notification-target/${id}`;

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

import { newId } from "../../platform/new-id.ts";
import type { BulkAction, BulkPreview, NewBulkAction } from "../../contract/api/bulk-action.ts";
import { AppError } from "../../contract/errors.ts";
import { insertBulkAction } from "../../db/queue/bulk-actions.ts";
import type { ServiceContext } from "../context.ts";
import { getBulkAction } from "./bulk-actions.ts";
import { prepare } from "./prepare.ts";

/**
 * How many runs an action would be done to, and which; or what a replay would start.
 * @throws AppError `invalid`, `not_found`, or `conflict` as a request of it would be
 */
export async function previewBulkAction(
  context: ServiceContext,
  wanted: NewBulkAction,
): Promise<BulkPreview> {
  return (await prepare(context, wanted)).count();
}

/**
 * Asks for an action on many runs: workers carry it out, page by page.
 * @throws AppError `invalid`; `not_found` of its workflow or version; `conflict` when more runs were found
 *   than the caller allows, or workers of an earlier release are alive, which could not carry it out
 */
export async function requestBulkAction(
  context: ServiceContext,
  wanted: NewBulkAction,
): Promise<BulkAction> {
  const { count, filter: given, settings, asOf } = await prepare(context, wanted);
  const { found, isAll } = await count();
  const { atMost, reason, action: kind } = wanted;
  if (atMost !== undefined && (found > atMost || !isAll)) {
    const many = isAll ? `${found}` : `more than ${found}`;
    throw new AppError("conflict", `${many} are found by now, and at most ${atMost} are allowed`);
  }
  const id = newId();
  const { search = null, ...filter } = given;
  await insertBulkAction(context.sql, {
    id,
    kind,
    filter,
    search,
    settings,
    reason,
    found,
    foundAll: isAll,
    actor: context.actor,
    requestedAt: asOf,
  });
  return getBulkAction(context, id);
}

import type { BulkAction, BulkActionsQuery } from "../../contract/api/bulk-action.ts";
import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { BulkActionRow } from "../../db/queue/bulk-actions.ts";
import {
  bulkActionById,
  bulkActionsBelow,
  requestBulkCancel,
} from "../../db/queue/bulk-actions.ts";
import type { ServiceContext } from "../context.ts";
import { pageById } from "../pages.ts";

/** @throws AppError `not_found` */
export async function getBulkAction(context: ServiceContext, id: string): Promise<BulkAction> {
  const row = await bulkActionById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no bulk action ${id}`);
  return present(row);
}

/** Bulk actions, newest first. */
export async function listBulkActions(
  context: ServiceContext,
  { state, ...request }: BulkActionsQuery,
): Promise<Page<BulkAction>> {
  const page = await pageById(request, (count, behind) =>
    bulkActionsBelow(context.sql, state ?? null, count, behind),
  );
  return { ...page, items: page.items.map(present) };
}

/**
 * Asks an action to end before its next page. What it has done stays done.
 * @throws AppError `not_found`, or `conflict` when it has ended
 */
export async function cancelBulkAction(context: ServiceContext, id: string): Promise<BulkAction> {
  const isOpen = await requestBulkCancel(context.sql, id);
  const action = await getBulkAction(context, id);
  if (isOpen) return action;
  throw new AppError("conflict", `the bulk action has ended: it is ${action.state}`);
}

function present(row: BulkActionRow): BulkAction {
  const { askedKind, askedId, askedName, search, filter, ...shown } = row;
  const by = { kind: askedKind, id: askedId, name: askedName };
  const about = { runs: {}, events: null, messages: null, by };
  if (shown.action === "replay") return { ...shown, ...about, events: filter };
  if (shown.action === "drain") return { ...shown, ...about, messages: filter };
  return { ...shown, ...about, runs: { ...filter, ...(search !== null && { search }) } };
}

import { setTimeout as sleep } from "node:timers/promises";
import { bulkRuns } from "../../contract/api/bulk-action.ts";
import { isTransient } from "../../db/core/database-errors.ts";
import type { ClaimedBulkAction } from "../../db/queue/bulk-actions.ts";
import {
  claimBulkAction,
  endBulkAction,
  leaveBulkAction,
  lockBulkAction,
  recordBulkPage,
} from "../../db/queue/bulk-actions.ts";
import { moreSignalsWaitThan } from "../../db/queue/fan-out-pages.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { RunFilter } from "../../db/runs/run-filter.ts";
import type { ServiceContext } from "../context.ts";
import type { Done } from "./done.ts";
import { actOn, retryEach } from "./kinds.ts";
import { filterOf, soughtPage } from "./which-runs.ts";

const leaseSeconds = 60;
/** Runs a transaction: no lock is held long. */
const pageSize = 500;
/** Retries are transactions of their own, between two notes of how far it came. */
const retriesAtOnce = 50;
/** The dispatcher looks at all waiting signals in each round. */
const maxSignals = 2_000;
const mostAttempts = 20;

/**
 * Carries out the bulk actions that are open, one after the other. A page and the note of how far it
 * came are one transaction: whoever goes on after a kill goes on behind the last page.
 * @param ending aborted when the worker ends: what is left is another worker's
 */
export async function carryOutBulkActions(
  context: ServiceContext,
  ending: AbortSignal,
): Promise<void> {
  while (!ending.aborted) {
    const action = await claimBulkAction(context.sql, leaseSeconds);
    if (action === undefined) return;
    try {
      await carryOut(context, action, ending);
    } catch (error) {
      await giveBack(context, action, error);
    }
  }
}

async function carryOut(
  context: ServiceContext,
  action: ClaimedBulkAction,
  ending: AbortSignal,
): Promise<void> {
  const { kind, requestedAt: asOf } = action;
  const given = bulkRuns.parse({
    ...action.filter,
    ...(action.search !== null && { search: action.search }),
  });
  const { toVersionId } = action.settings as { toVersionId?: string };
  const filter = await filterOf(context, { kind, runs: given, asOf, toVersionId });
  let { cursor } = action;
  for (;;) {
    if (ending.aborted) {
      await leaveBulkAction(context.sql, action, { seconds: 0, error: null });
      return;
    }
    if (await moreSignalsWaitThan(context.sql, maxSignals)) {
      await notifyDispatchers(context.sql);
      await sleep(200);
      await leaveBulkAction(context.sql, action, { seconds: leaseSeconds, error: null });
      continue;
    }
    const page = await onePage(context, action, filter, cursor);
    if (page === "over") return;
    ({ cursor } = page);
    if (cursor === null) return;
  }
}

/** One page; "over": the action has ended, or is another worker's. */
async function onePage(
  context: ServiceContext,
  action: ClaimedBulkAction,
  filter: RunFilter,
  cursor: string | null,
): Promise<"over" | { cursor: string | null }> {
  const { id, kind } = action;
  const size = kind === "retry" ? retriesAtOnce : pageSize;
  // A run that fails again at once has ended after the action was asked for, and is not found again.
  const retried = kind === "retry" ? await retryPage(context, action, filter, cursor) : undefined;
  return context.transaction(async (inside) => {
    const now = await lockBulkAction(inside.sql, action);
    if (now === "lost") return "over";
    if (now === "cancel") {
      await endBulkAction(inside.sql, id, "cancelled", null);
      return "over";
    }
    const { runs, next } = retried ?? (await soughtPage(inside, filter, cursor, size));
    const done = retried?.done ?? (await actOn(inside, action, runs));
    const page = { cursor: next, lookedAt: runs.length, ...done };
    await recordBulkPage(inside.sql, id, page, leaseSeconds);
    await inside.afterCommit(notifyDispatchers);
    return { cursor: next };
  });
}

async function retryPage(
  context: ServiceContext,
  action: ClaimedBulkAction,
  filter: RunFilter,
  cursor: string | null,
): Promise<Awaited<ReturnType<typeof soughtPage>> & { done: Done }> {
  const page = await soughtPage(context, filter, cursor, retriesAtOnce);
  return { ...page, done: await retryEach(context, action, page.runs) };
}

/** Tried again, later; for good where it comes to nothing. */
async function giveBack(
  { sql, log }: ServiceContext,
  action: ClaimedBulkAction,
  error: unknown,
): Promise<void> {
  log.warn({ bulkActionId: action.id, err: error }, "a bulk action came to a halt");
  const why = isTransient(error) ? "Postgres was away" : "something unforeseen happened";
  if (!isTransient(error) && action.attempts >= mostAttempts) {
    await endBulkAction(
      sql,
      action.id,
      "failed",
      `${why}, ${mostAttempts} times: see the worker's log`,
    );
    return;
  }
  const seconds = Math.min(60, 2 ** Math.min(action.attempts, 6));
  await leaveBulkAction(sql, action, { seconds, error: `${why}: it is tried again` });
}

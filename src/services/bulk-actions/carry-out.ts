import { setTimeout as sleep } from "node:timers/promises";
import { bulkRuns } from "../../contract/api/bulk-action.ts";
import { AppError } from "../../contract/errors.ts";
import { isTransient } from "../../db/core/database-errors.ts";
import type { BulkPage, ClaimedBulkAction } from "../../db/queue/bulk-actions.ts";
import {
  claimBulkAction,
  endBulkAction,
  leaveBulkAction,
  lockBulkAction,
  recordBulkPage,
} from "../../db/queue/bulk-actions.ts";
import { moreSignalsWaitThan } from "../../db/queue/fan-out-pages.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import { drainPage } from "./drain.ts";
import { actOn, retryEach } from "./kinds.ts";
import { replayPage } from "./replay.ts";
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
  const pageOf = await pagesOf(context, action);
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
    const page = await onePage(context, action, pageOf, cursor);
    if (page === "over") return;
    ({ cursor } = page);
    if (cursor === null) return;
  }
}

/** Carries out the page behind a cursor. */
type PageOf = (context: ServiceContext, cursor: string | null) => Promise<BulkPage>;

async function pagesOf(context: ServiceContext, action: ClaimedBulkAction): Promise<PageOf> {
  const { kind, requestedAt: asOf, search } = action;
  if (kind === "replay") return (inside, cursor) => replayPage(inside, action, cursor);
  if (kind === "drain") return (inside, cursor) => drainPage(inside, action, cursor);
  const runs = bulkRuns.parse({ ...action.filter, ...(search !== null && { search }) });
  const { toVersionId } = action.settings as { toVersionId?: string };
  const filter = await filterOf(context, { kind, runs, asOf, toVersionId });
  const [limit, act] = kind === "retry" ? [retriesAtOnce, retryEach] : [pageSize, actOn];
  return async (inside, cursor) => {
    const { runs: found, next } = await soughtPage(inside, filter, cursor, limit);
    return { cursor: next, lookedAt: found.length, ...(await act(inside, action, found)) };
  };
}

/** One page; "over": the action has ended, or is another worker's. */
async function onePage(
  context: ServiceContext,
  action: ClaimedBulkAction,
  pageOf: PageOf,
  cursor: string | null,
): Promise<"over" | { cursor: string | null }> {
  if (action.kind !== "retry") {
    return context.transaction(async (inside) => {
      if (await isOver(inside, action)) return "over";
      return note(inside, action, await pageOf(inside, cursor));
    });
  }
  // Asked before the page, as each retry is a transaction of its own.
  if (await context.transaction((inside) => isOver(inside, action))) return "over";
  // A run that fails again at once has ended after the action was asked for, and is not found again.
  const page = await pageOf(context, cursor);
  return context.transaction(async (inside) =>
    (await lockBulkAction(inside.sql, action)) === "lost" ? "over" : note(inside, action, page),
  );
}

/** Whether it is another worker's, has ended, or was cancelled: then it ends here. */
async function isOver({ sql }: ServiceContext, action: ClaimedBulkAction): Promise<boolean> {
  const now = await lockBulkAction(sql, action);
  if (now === "cancel") await endBulkAction(sql, action.id, "cancelled", null);
  return now !== "go on";
}

async function note(
  inside: ServiceContext,
  { id }: ClaimedBulkAction,
  page: BulkPage,
): Promise<{ cursor: string | null }> {
  await recordBulkPage(inside.sql, id, page, leaseSeconds);
  await inside.afterCommit(notifyDispatchers);
  return { cursor: page.cursor };
}

/** Tried again, later; for good where it comes to nothing. */
async function giveBack(
  { sql, log }: ServiceContext,
  action: ClaimedBulkAction,
  error: unknown,
): Promise<void> {
  // As things are it can't go on, whoever tries it again.
  if (error instanceof AppError) {
    await endBulkAction(sql, action.id, "failed", error.message);
    return;
  }
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

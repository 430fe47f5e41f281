import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import { newId } from "../../platform/new-id.ts";
import type { ActiveRunsChoice, ActiveRuns } from "../../contract/api/active-runs.ts";
import { AppError } from "../../contract/errors.ts";
import { isLockTimeout } from "../../db/core/database-errors.ts";
import { countRunsToStop } from "../../db/queue/fan-out-pages.ts";
import { insertStopFanOut } from "../../db/queue/fan-outs.ts";
import { excludeReadersOfBindings } from "../../db/events/gate-recount.ts";
import { serverTime } from "../../db/core/server-time.ts";

/**
 * A transaction that changes what a workflow starts, with the choice about its active runs.
 * Where they are to be stopped, ingest is kept waiting meanwhile: whatever was decided before is
 * then committed, so that no run slips through.
 * @throws AppError `conflict` when a long transaction keeps this one waiting
 */
export async function withActiveRuns<Result>(
  context: ServiceContext,
  runs: ActiveRunsChoice,
  work: (context: ServiceContext, excludeStarts: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  try {
    return await context.transaction(async (context) => {
      const excludeStarts = async (): Promise<void> => {
        if (runs === "stop") await excludeReadersOfBindings(context.sql);
      };
      if (runs === "stop") await context.afterCommit(notifyDispatchers);
      return work(context, excludeStarts);
    });
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    const message =
      "events are being decided by a long transaction: nothing was changed, try again";
    throw new AppError("conflict", message);
  }
}

/** Counts the runs that a change concerns, and has them stopped where that is wanted. */
export async function settleActiveRuns(
  context: ServiceContext,
  runs: ActiveRunsChoice,
  change: {
    cause: "pause" | "archive" | "publish";
    workflowId: string;
    /** The version that was just published, whose runs are not concerned. */
    keepVersionId: string | null;
    reason: string;
  },
): Promise<ActiveRuns> {
  const { workflowId, keepVersionId } = change;
  const startedBefore = await serverTime(context.sql);
  const count = await countRunsToStop(context.sql, { workflowId, startedBefore, keepVersionId });
  if (runs === "continue" || count === 0) return goOn(count);
  const id = newId();
  await insertStopFanOut(context.sql, { id, ...change });
  return { count, now: "stopping", fanOutId: id, bulkActionId: null };
}

/** What is said where they go on as they are. */
export function goOn(count: number): ActiveRuns {
  return { count, now: "continue", fanOutId: null, bulkActionId: null };
}

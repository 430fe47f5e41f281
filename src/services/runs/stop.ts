import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import { AppError } from "../../contract/errors.ts";
import { insertStopByHand, runDetailsById } from "../../db/runs/run-history.ts";

export type StopOutcome = { outcome: "requested" | "requested_before" };

/**
 * Asks a run to end in order: at once while it waits, after the block under way otherwise. The
 * dispatcher delivers it, also to a run that has not started yet.
 * @throws AppError `not_found`, or `conflict` when the run has ended
 */
export async function stopRun(
  context: ServiceContext,
  runId: string,
  reason: string,
): Promise<StopOutcome> {
  if (await insertStopByHand(context.sql, { id: v7(), runId, reason })) {
    await context.afterCommit(notifyDispatchers);
    return { outcome: "requested" };
  }
  const run = await runDetailsById(context.sql, runId);
  if (run === undefined) throw new AppError("not_found", `there is no run ${runId}`);
  if (run.endedAt === null) return { outcome: "requested_before" };
  throw new AppError("conflict", `the run has ended: it is ${run.status}`);
}

import { v7 } from "uuid";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import { insertStopByHand, runDetailsById } from "../../db/runs/run-history.ts";
import { workChannel } from "../../db/queue/work-notice.ts";

export type StopOutcome = { outcome: "requested" | "requested_before" };

/**
 * Asks a run to end in order: at once while it waits, after the block under way otherwise. The
 * dispatcher delivers it, also to a run that has not started yet.
 * @throws AppError `not_found`, or `conflict` when the run has ended
 */
export async function stopRun(db: Database, runId: string, reason: string): Promise<StopOutcome> {
  if (await insertStopByHand(db, { id: v7(), runId, reason })) {
    // Only wakes the dispatcher: it also sweeps.
    await db.query("select pg_notify($1, '')", [workChannel]).catch(() => undefined);
    return { outcome: "requested" };
  }
  const run = await runDetailsById(db, runId);
  if (run === undefined) throw new AppError("not_found", `there is no run ${runId}`);
  if (run.endedAt === null) return { outcome: "requested_before" };
  throw new AppError("conflict", `the run has ended: it is ${run.status}`);
}

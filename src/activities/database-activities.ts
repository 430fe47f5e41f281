import type { Database, Transaction } from "../db/core/database.ts";
import { isRunPaused } from "../db/runs/paused-runs.ts";
import { lockRun } from "../db/runs/run-rows.ts";
import { findStep, settleStep } from "../db/runs/run-steps.ts";
import { closeWait } from "../db/runs/run-waits.ts";
import type { Held, RunEnd } from "../domain/plan.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { restarting } from "../rendering/restarting.ts";
import { performChain } from "./chain.ts";
import { mapErrors } from "./map-errors.ts";
import { endWithoutStep, holdPaused } from "./open-step.ts";
import { takeMove } from "./take-move.ts";
import { withContent } from "./step-content.ts";
import type { DatabaseActivities } from "./types.ts";
import type { FindBlock } from "./versions.ts";

export interface DatabaseDependencies {
  db: Database;
  renderer: Renderer;
  findBlock: FindBlock;
  /** Tells the dispatcher that a block may have written runs or signals. */
  notifyWork(): void;
}

/** Blocks that touch only Postgres: effects and journal rows of a chain of them in one transaction. */
export function databaseActivities(
  deps: DatabaseDependencies,
): Omit<DatabaseActivities, "performMessageHere"> {
  const { db, notifyWork } = deps;
  return {
    performBlock: (step, way) =>
      mapErrors(async () => {
        const { performed, launches } = await withContent(deps, { step }, (content) =>
          restarting(content.renderer, (renderer) =>
            performChain(deps, { ...content, renderer }, step, way),
          ),
        );
        if (launches) notifyWork();
        return performed;
      }),

    settleWait: (step) =>
      mapErrors(() =>
        db.tx(async (sql) => {
          await lockRun(sql, step.runId);
          const closed = await closeWait(sql, step);
          const branch = closed?.eventId == null ? "timeout" : "event";
          const before = await findStep(sql, step);
          const known = closed === undefined ? (before?.branch ?? branch) : branch;
          await settleStep(sql, step, known, closed?.eventId ?? null);
          return { branch: known };
        }),
      ),

    finishRun: (runId, end, retry = 0, holds) =>
      mapErrors(() => db.tx((sql) => finish(sql, runId, end, { retry, holds }))),

    takeMove: (standing) => mapErrors(() => db.tx((sql) => takeMove(sql, standing))),
  };
}

/** @returns how long it is held back instead; null: it has ended */
async function finish(
  sql: Transaction,
  runId: string,
  end: RunEnd,
  { retry, holds }: { retry: number; holds: true | undefined },
): Promise<Held | null> {
  // The last word of an execution that failed, said again after a crash: the run goes on meanwhile.
  const run = await lockRun(sql, runId);
  if (run === undefined) return null;
  const isOpen = run.status === "pending" || run.status === "running";
  if (holds === true && isOpen && end.status === "completed" && (await isRunPaused(sql, runId))) {
    return holdPaused(sql, { runId, blockId: end.blockId, visit: 1 });
  }
  await endWithoutStep(sql, run, { retry }, end);
  return null;
}

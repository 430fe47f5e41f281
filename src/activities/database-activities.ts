import type { Database, Sql } from "../db/core/database.ts";
import { lockRun } from "../db/runs/run-rows.ts";
import { findStep, settleStep } from "../db/runs/run-steps.ts";
import { closeWait } from "../db/runs/run-waits.ts";
import type { RunEnd } from "../domain/plan.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { restarting } from "../rendering/restarting.ts";
import { writeRunEnd } from "../services/runs/end.ts";
import { blockContext } from "./block-context.ts";
import { recordedWish } from "./dry-run.ts";
import { mapErrors } from "./map-errors.ts";
import { journal, openStep } from "./open-step.ts";
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

/** Blocks that touch only Postgres: effect and journal row in one transaction. */
export function databaseActivities(deps: DatabaseDependencies): DatabaseActivities {
  const { db, findBlock, notifyWork } = deps;
  return {
    performBlock: (step) =>
      mapErrors(async () => {
        const performed = await withContent(deps, { step }, (content) =>
          restarting(content.renderer, (renderer) =>
            db.tx(async (sql) => {
              const opened = await openStep(sql, step);
              if (opened.state === "done") return { result: opened.result, launches: false };
              const { block, config } = await findBlock(sql, opened.run.versionId, step.blockId);
              if (block.place !== "database") {
                throw new Error(`${block.kind} is not a Postgres-only block`);
              }
              const context = blockContext(sql, opened.run, step, {
                ...content,
                renderer,
              });
              const outcome = recordedWish(await block.perform(config, context), context);
              const result = await journal(sql, step, block.kind, outcome);
              await content.settle(sql);
              return { result, launches: outcome.launches === true };
            }),
          ),
        );
        if (performed.launches) notifyWork();
        return performed.result;
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

    finishRun: (runId, end, retry = 0) =>
      mapErrors(() => db.tx((sql) => finish(sql, runId, end, retry))),
  };
}

async function finish(sql: Sql, runId: string, end: RunEnd, retry: number): Promise<void> {
  // The last word of an execution that failed, said again after a crash: the run goes on meanwhile.
  const run = await lockRun(sql, runId);
  if (run === undefined || run.retries !== retry) return;
  await writeRunEnd(sql, runId, end);
}

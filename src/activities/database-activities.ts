import { ApplicationFailure } from "@temporalio/common";
import type { Outcome } from "../blocks/block.ts";
import type { Database, Sql } from "../db/database.ts";
import { giveUpQueued } from "../db/message-rows.ts";
import { endRun, lockRun } from "../db/run-rows.ts";
import type { RunRecord } from "../db/run-rows.ts";
import type { StepRecord } from "../db/run-steps.ts";
import { endOpenSteps, findStep, insertStep } from "../db/run-steps.ts";
import type { RunEnd, Step, StepResult } from "../domain/plan.ts";
import { blockContext } from "./block-context.ts";
import type { DatabaseActivities } from "./types.ts";
import type { FindBlock } from "./versions.ts";

/** Blocks that touch only Postgres: effect and journal row in one transaction. */
export function databaseActivities(db: Database, findBlock: FindBlock): DatabaseActivities {
  return {
    performBlock: (step) =>
      db.tx(async (sql) => {
        const opened = await openStep(sql, step);
        if (opened.done !== undefined) return resultOf(opened.done);
        const { block, config } = await findBlock(sql, opened.run.versionId, step.blockId);
        if (block.place !== "database")
          throw new Error(`${block.kind} is not a Postgres-only block`);
        const outcome = await block.perform(config, blockContext(sql, opened.run, step));
        return journal(sql, step, block.kind, outcome);
      }),
    finishRun: (runId, end) => db.tx((sql) => finish(sql, runId, end)),
  };
}

/** Locks the run and looks whether an earlier attempt has done this step already. */
export async function openStep(
  sql: Sql,
  step: Step,
): Promise<{ run: RunRecord; done: StepRecord | undefined }> {
  const run = await lockRun(sql, step.runId);
  if (run === undefined) throw ApplicationFailure.nonRetryable(`there is no run ${step.runId}`);
  return { run, done: await findStep(sql, step) };
}

export async function journal(
  sql: Sql,
  step: Step,
  kind: string,
  outcome: Outcome,
): Promise<StepResult> {
  const { branch, note, data = {}, waitUntil } = outcome;
  await insertStep(sql, step, { kind, branch, note, data, until: waitUntil ?? null });
  return resultOf({ branch, until: waitUntil ?? null });
}

export function resultOf({ branch, until }: StepRecord): StepResult {
  return until === null ? { branch } : { branch, waitUntil: until.toISOString() };
}

async function finish(sql: Sql, runId: string, end: RunEnd): Promise<void> {
  await endRun(sql, runId, {
    status: end.status,
    stopEventId: end.status === "stopped" ? end.eventId : null,
    error:
      end.status === "failed" ? JSON.stringify({ block: end.blockId, message: end.message }) : null,
  });
  if (end.status === "completed") {
    const step = { runId, blockId: end.blockId, visit: 1, position: end.position };
    await insertStep(sql, step, { kind: "end", branch: "", note: "Ended", data: {}, until: null });
  } else {
    await endOpenSteps(sql, runId);
    const why = end.status === "stopped" ? "the run was stopped" : end.message;
    await giveUpQueued(sql, runId, why);
  }
}

import { Context } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import type { Outcome } from "../blocks/block.ts";
import { markRunsInProgress } from "../db/queue/claim-runs.ts";
import type { Sql } from "../db/core/database.ts";
import { factsOf } from "../db/runs/run-facts.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import { lockRun } from "../db/runs/run-rows.ts";
import type { StepRecord } from "../db/runs/run-steps.ts";
import { findStep, insertStep } from "../db/runs/run-steps.ts";
import { watchedRules } from "../db/runs/run-waits.ts";
import { isStopRuleMet, stopRulesOf } from "../db/runs/stop-rules.ts";
import { evaluateCondition } from "../domain/condition.ts";
import type { EarlyEnd, Step, StepResult } from "../domain/plan.ts";
import type { StopRule } from "../domain/stop-rule.ts";
import { stopReason } from "../domain/stop-rule.ts";

/** How a step begins: it was done before, it ends the run, or it is to be done. */
export type Opened =
  | { state: "done"; run: RunRecord; result: StepResult }
  | { state: "open"; run: RunRecord };

/**
 * Locks the run, and looks whether an earlier attempt has done this step already, or whether the
 * world has changed so that the run ends here.
 */
export async function openStep(sql: Sql, step: Step): Promise<Opened> {
  const { run, done } = await lockStep(sql, step);
  if (done !== undefined) return { state: "done", run, result: done };
  // What it does outside has begun: it no longer waits in a queue of Temporal's.
  if (run.isOpening && !Context.current().info.isLocal) await markRunsInProgress(sql, run.id);
  // A run that goes on after failing may have stood still for long.
  const check = step.check || run.retries > 0;
  const end = check ? await earlyEnd(sql, run, step.at) : null;
  return end === null
    ? { state: "open", run }
    : { state: "done", run, result: { branch: "", end } };
}

/** Locks the run, and gives what an earlier attempt of this step came to. */
export async function lockStep(
  sql: Sql,
  step: Step,
): Promise<{ run: RunRecord; done: StepResult | undefined }> {
  const run = await lockRun(sql, step.runId);
  if (run === undefined) throw ApplicationFailure.nonRetryable(`there is no run ${step.runId}`);
  const done = await findStep(sql, step);
  return { run, done: done && resultOf(step, done) };
}

/** Journals what a block came to. */
export async function journal(
  sql: Sql,
  step: Step,
  kind: string,
  outcome: Outcome,
): Promise<StepResult> {
  const { branch, note, data = {}, waitUntil, awaits } = outcome;
  const until = waitUntil ?? null;
  const record = { branch, until, awaits: awaits ?? false, goal: outcome.goal ?? false };
  await insertStep(sql, step, { ...record, kind, note, data });
  if (until !== null) await markRunsInProgress(sql, step.runId);
  return resultOf(step, record);
}

function resultOf({ blockId }: Step, { branch, until, awaits, goal }: StepRecord): StepResult {
  if (goal) return { branch, end: { kind: "goal", blockId } };
  if (until === null) return { branch };
  const waitUntil = until.toISOString();
  return awaits ? { branch, waitUntil, awaits } : { branch, waitUntil };
}

/** A stop rule of the workflow that is met, or a goal's condition that has come to hold. */
async function earlyEnd(sql: Sql, run: RunRecord, now: string): Promise<EarlyEnd | null> {
  const stop = await stoppedBy(sql, run);
  if (stop !== undefined) return { kind: "stopped", reason: stopReason(stop) };
  const rules = await watchedRules(sql, run.id);
  if (rules.length === 0) return null;
  const facts = await factsOf(sql, run, now);
  const reached = rules.find(({ rule }) => evaluateCondition(rule, facts));
  return reached === undefined ? null : { kind: "goal", blockId: reached.blockId };
}

async function stoppedBy(sql: Sql, run: RunRecord): Promise<StopRule | undefined> {
  for (const rule of await stopRulesOf(sql, run.workflowId)) {
    if (await isStopRuleMet(sql, rule, run)) return rule;
  }
  return undefined;
}

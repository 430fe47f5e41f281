import { Context } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import type { Outcome } from "../blocks/block.ts";
import { markRunsInProgress } from "../db/queue/claim-runs.ts";
import type { Sql, Transaction } from "../db/core/database.ts";
import { factsOf } from "../db/runs/run-facts.ts";
import { noteHeld } from "../db/runs/paused-runs.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import { lockRun } from "../db/runs/run-rows.ts";
import type { AskedInterruption, RunBehindStep, StepRecord } from "../db/runs/run-steps.ts";
import { findStep, insertStep } from "../db/runs/run-steps.ts";
import { hasReachedStatus } from "../db/runs/stop-rules.ts";
import type { Stopping } from "../db/runs/stopping.ts";
import { stoppingOf } from "../db/runs/stopping.ts";
import { evaluateCondition } from "../domain/condition.ts";
import { factNeedsOf } from "../domain/fact-needs.ts";
import type {
  EarlyEnd,
  Held,
  OutsideWay,
  RunEnd,
  Step,
  StepResult,
  Visit,
  Way,
} from "../domain/plan.ts";
import { runEndOf } from "../domain/plan.ts";
import { namesSoughtIn } from "../domain/segment-use.ts";
import type { StopRule } from "../domain/stop-rule.ts";
import { looksAgainAt } from "../domain/looks-again.ts";
import { stopReason } from "../domain/stop-rule.ts";
import { writeRunEnd } from "../services/runs/end.ts";
import { isInSegment, withPresentSegments } from "../services/segments/present.ts";
import type { PublishedBlock } from "./versions.ts";

/** How a step begins: it was done before, it ends the run, it waits for a paused run, or it is to be done. */
export type Opened =
  | { state: "done"; run: RunRecord; result: StepResult }
  | { state: "held"; held: Held }
  | { state: "open"; run: RunRecord };

/**
 * Locks the run, and looks whether an earlier attempt has done this step already, whether the run is
 * to be stopped and has not been told yet, whether the world has changed so that it ends here, and
 * whether it is paused.
 * @param way of an interpreter that knows of steps that are held back
 */
export async function openStep(
  sql: Sql,
  step: Step,
  way: Pick<OutsideWay, "holds"> | undefined,
): Promise<Opened> {
  // They go out together and are answered in this order: what is read is of after the lock.
  const [{ run, done }, stopping] = await Promise.all([
    lockStep(sql, step),
    stoppingOf(sql, step.runId),
  ]);
  if (done !== undefined) return { state: "done", run, result: done };
  // What it does outside has begun: it no longer waits in a queue of Temporal's.
  if (run.isOpening && !Context.current().info.isLocal) await markRunsInProgress(sql, run.id);
  const end = await earlyEnd(sql, run, step, stopping);
  if (end !== null) return { state: "done", run, result: { branch: "", end } };
  if (!stopping.isPaused || way?.holds !== true) return { state: "open", run };
  return { state: "held", held: await holdPaused(sql, step) };
}

/** Has a paused run wait before a visit. */
export async function holdPaused(sql: Sql, visit: Visit): Promise<Held> {
  await noteHeld(sql, visit);
  await markRunsInProgress(sql, visit.runId);
  return { until: looksAgainAt(new Date()).toISOString(), because: "it is paused" };
}

/** Locks the run, and gives what an earlier attempt of this step came to. */
export async function lockStep(
  sql: Sql,
  step: Step,
): Promise<{ run: RunRecord; done: StepResult | undefined }> {
  const [run, done] = await Promise.all([lockRun(sql, step.runId), findStep(sql, step)]);
  if (run === undefined) throw ApplicationFailure.nonRetryable(`there is no run ${step.runId}`);
  return { run, done: done && resultOf(step.blockId, done) };
}

/** Journals what a block came to. */
export async function journal(
  sql: Sql,
  step: Step,
  kind: string,
  outcome: Outcome,
): Promise<StepResult> {
  return (await journalStep(sql, step, kind, outcome)).result;
}

/** Journals what a block came to, and gives what the next one has to know. */
export async function journalStep(
  sql: Sql,
  step: Step,
  kind: string,
  outcome: Outcome,
): Promise<{ result: StepResult; behind: RunBehindStep }> {
  const { branch, note, data = {}, waitUntil, awaits } = outcome;
  const until = waitUntil ?? null;
  const record = { branch, until, awaits: awaits ?? false, goal: outcome.goal ?? false };
  const [behind] = await Promise.all([
    insertStep(sql, step, { ...record, kind, note, data }),
    until === null ? undefined : markRunsInProgress(sql, step.runId),
  ]);
  return { result: resultOf(step.blockId, record), behind };
}

export function resultOf(blockId: string, { branch, until, awaits, goal }: StepRecord): StepResult {
  if (goal) return { branch, end: { kind: "goal", blockId } };
  if (until === null) return { branch };
  const waitUntil = until.toISOString();
  return awaits ? { branch, waitUntil, awaits } : { branch, waitUntil };
}

/** The end that a stop or a goal brings. */
function interruptedEnd({ kind, eventId, blockId }: AskedInterruption): EarlyEnd {
  if (kind === "goal") return { kind, blockId };
  return eventId === null ? { kind: "stopped" } : { kind: "stopped", eventId };
}

/**
 * The end of a run behind a step, where it has come to its end, to a goal, or to a stop: undefined
 * while there is more to do, or a wait.
 */
export function endBehind(
  { behind }: Pick<PublishedBlock, "behind">,
  { position }: Step,
  { branch, waitUntil, end }: StepResult,
  interruption: AskedInterruption | null,
): RunEnd | undefined {
  const early = end ?? (interruption === null ? undefined : interruptedEnd(interruption));
  if (early !== undefined) return runEndOf(early, position);
  const next = waitUntil === undefined ? behind(branch) : undefined;
  if (next?.block.role !== "end") return undefined;
  return { status: "completed", blockId: next.id, position: position + 1 };
}

/**
 * Writes a run's end, in the transaction of its last step and at the end of it.
 * @returns undefined where that is not this execution's to say: one that has failed before does not
 *   end its successor
 */
export async function endWithStep(
  sql: Transaction,
  run: RunRecord,
  way: Pick<Way, "retry"> | undefined,
  end: RunEnd,
): Promise<RunEnd | undefined> {
  if (way === undefined || run.retries !== way.retry) return undefined;
  await writeRunEnd(sql, run.id, end, { commit: () => sql.commit() });
  return end;
}

/**
 * A stop or a goal that the run was asked; and where the world may have changed, a stop rule of the
 * workflow that is met, or a goal's condition that has come to hold.
 */
async function earlyEnd(
  sql: Sql,
  run: RunRecord,
  { at, check }: Step,
  { interruption, stopRules, watched }: Stopping,
): Promise<EarlyEnd | null> {
  if (interruption !== null) return interruptedEnd(interruption);
  // A run that goes on after failing may have stood still for long.
  if (!check && run.retries === 0) return null;
  for (const rule of stopRules) {
    if (await isMet(sql, rule, run)) return { kind: "stopped", reason: stopReason(rule) };
  }
  return goalReached(sql, run, at, watched);
}

/** The first goal that a run watches for whose condition holds at an instant. */
async function goalReached(
  sql: Sql,
  run: RunRecord,
  at: string,
  watched: Stopping["watched"],
): Promise<EarlyEnd | null> {
  if (watched.length === 0) return null;
  const facts = await withPresentSegments(
    sql,
    await factsOf(sql, run, at, factNeedsOf(JSON.stringify(watched))),
    namesSoughtIn(watched, "contact.segments"),
  );
  const reached = watched.find(({ rule }) => evaluateCondition(rule, facts));
  return reached === undefined ? null : { kind: "goal", blockId: reached.blockId };
}

/**
 * Writes the end of a run that no block is performed for: it failed, was stopped, or came to its end
 * by a wait, during which a goal's condition may have come to hold.
 */
export async function endWithoutStep(
  sql: Transaction,
  run: RunRecord,
  way: Pick<Way, "retry">,
  end: RunEnd,
): Promise<void> {
  if (end.status !== "completed" || end.goal === true) {
    await endWithStep(sql, run, way, end);
    return;
  }
  const { watched } = await stoppingOf(sql, run.id);
  const goal = await goalReached(sql, run, new Date().toISOString(), watched);
  await endWithStep(sql, run, way, goal === null ? end : runEndOf(goal, end.position));
}

/** Whether a stop rule is met now. */
async function isMet(sql: Sql, rule: StopRule, run: RunRecord): Promise<boolean> {
  if (rule.kind === "order") return hasReachedStatus(sql, rule.statuses, run);
  return (await isInSegment(sql, rule.segment, run.contactId)) === (rule.when === "enters");
}

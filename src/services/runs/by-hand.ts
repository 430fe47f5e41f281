import { newId } from "../../platform/new-id.ts";
import type { SkipWaitAnswer, SkipWaitBody } from "../../contract/api/run-by-hand.ts";
import { AppError } from "../../contract/errors.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { insertStopByHand, runDetailsById } from "../../db/runs/run-history.ts";
import { lockRun } from "../../db/runs/run-rows.ts";
import type { WaitRow } from "../../db/runs/run-skips.ts";
import { insertSkip, lastSkipOfRun, skippedWait, waitOfRun } from "../../db/runs/run-skips.ts";
import type { ServiceContext } from "../context.ts";

export type StopOutcome = { outcome: "requested" | "requested_before" };

/**
 * Asks a run to end in order: at once while it waits, after the block in progress otherwise. The
 * dispatcher delivers it, also to a run that has not started yet.
 * @throws AppError `not_found`, or `conflict` when the run has ended
 */
export async function stopRun(
  context: ServiceContext,
  runId: string,
  reason: string,
): Promise<StopOutcome> {
  if (await insertStopByHand(context.sql, { id: newId(), runId, reason })) {
    await context.afterCommit(notifyDispatchers);
    return { outcome: "requested" };
  }
  const run = await runDetailsById(context.sql, runId);
  if (run === undefined) throw new AppError("not_found", `there is no run ${runId}`);
  if (run.endedAt === null) return { outcome: "requested_before" };
  throw new AppError("conflict", `the run has ended: it is ${run.status}`);
}

/**
 * Ends the wait that a run is at, once: the dispatcher tells the run. Where an event was waited for,
 * it counts as not having come.
 * @throws AppError `not_found`, or `conflict` when the run is at no wait (or not at the one named)
 */
export async function skipWait(
  context: ServiceContext,
  runId: string,
  named: SkipWaitBody,
): Promise<SkipWaitAnswer> {
  return context.transaction((context) => skip(context, runId, named));
}

/**
 * Two requests within this many seconds are one click too many: the second of a pair must not do to
 * the next wait what was meant for the one before.
 */
const sameClickSeconds = 2;

async function skip(
  context: ServiceContext,
  runId: string,
  named: SkipWaitBody,
): Promise<SkipWaitAnswer> {
  // Locked: two requests follow one another, and neither meets the run between two blocks.
  const run = await lockRun(context.sql, runId);
  if (run === undefined) throw new AppError("not_found", `there is no run ${runId}`);
  const before = await skippedBefore(context, runId, named);
  if (before !== undefined) return answerOf("requested_before", before);
  if (run.status !== "pending" && run.status !== "running") {
    throw new AppError("conflict", `the run has ended: it is ${run.status}`);
  }
  const wait = await waitOfRun(context.sql, runId);
  if (wait === undefined) throw new AppError("conflict", "the run is at no wait now");
  const { blockId, visit } = wait;
  if (named.blockId !== undefined && (named.blockId !== blockId || named.visit !== visit)) {
    const message = `the run has gone on: it waits at "${blockId}" now, for the ${visit}. time`;
    throw new AppError("conflict", message);
  }
  await insertSkip(context.sql, { id: newId(), runId, blockId, visit });
  await context.afterCommit(notifyDispatchers);
  return answerOf("requested", wait);
}

/** What an earlier request has skipped already that means the same. */
async function skippedBefore(
  context: ServiceContext,
  runId: string,
  { blockId, visit }: SkipWaitBody,
): Promise<WaitRow | undefined> {
  if (blockId !== undefined && visit !== undefined) {
    return skippedWait(context.sql, { runId, blockId, visit });
  }
  const last = await lastSkipOfRun(context.sql, runId, sameClickSeconds);
  return last?.isSameClick === true ? last : undefined;
}

function answerOf(outcome: SkipWaitAnswer["outcome"], wait: WaitRow): SkipWaitAnswer {
  const { blockId, visit, branch, awaits } = wait;
  const meaning = awaits
    ? `The event counts as not having come: the run goes on by "${branch}", as after its time`
    : `The wait counts as over: the run goes on by "${branch}"`;
  return { outcome, blockId, visit, branch, meaning };
}

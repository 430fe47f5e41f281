import {
  ApplicationFailure,
  ContinueAsNew,
  continueAsNew,
  workflowInfo,
} from "@temporalio/workflow";
import type { EarlyEnd, RunCursor, RunEnd, RunInput, Step, StepResult } from "../domain/plan.ts";
import type { WrittenBlock } from "../domain/plan.ts";
import { finishRun, performBlock, settleWait } from "./activities.ts";
import { failureMessage } from "./failure.ts";
import type { Interruption } from "./signals.ts";
import { Signals } from "./signals.ts";

/**
 * A run: one contact's way through one version of a workflow, block after block. It knows no kind
 * of block; each says where to go next and until when to wait. A stop (or a goal) ends it in
 * order, at once while it waits and after the block in progress otherwise.
 */
export async function run(input: RunInput): Promise<RunEnd> {
  const signals = new Signals();
  const { runId, plan } = input;
  const cursor: RunCursor = input.cursor ?? {
    blockId: plan.first,
    position: 1,
    visits: {},
    check: true,
  };
  // A stop that came together with the start is in this first task: see it before acting.
  await Promise.resolve();

  while (signals.interruption === undefined) {
    const { blockId, position } = cursor;
    try {
      const block = plan.blocks[blockId];
      if (block === undefined) {
        throw ApplicationFailure.nonRetryable(`there is no block "${blockId}"`);
      }
      if (block.kind === "end") {
        return await finishRun(input, { status: "completed", blockId, position });
      }
      if (workflowInfo().continueAsNewSuggested) {
        return await continueAsNew<typeof run>({ ...input, cursor });
      }
      const step = nextStep(runId, cursor);
      const result = await perform(signals, block, step);
      if (result === undefined) break;
      if (result.end !== undefined) return await finishRun(input, endOf(result.end, position));

      cursor.check = result.waitUntil !== undefined;
      let { branch } = result;
      if (result.waitUntil !== undefined) {
        if (!input.skipWaiting) await signals.wait(step, result.waitUntil, block.summary);
        if (signals.interruption !== undefined) break;
        if (result.awaits) ({ branch } = await settleWait(block, step));
      }
      cursor.position = position + 1;
      cursor.blockId = block.next[branch] ?? "";
    } catch (error) {
      if (error instanceof ContinueAsNew) throw error;
      await finishRun(input, { status: "failed", blockId, message: failureMessage(error) });
      throw error;
    }
  }
  return finishRun(input, interruptedEnd(signals.interruption, cursor.position));
}

function nextStep(runId: string, cursor: RunCursor): Step {
  const { blockId, position, check } = cursor;
  const visit = (cursor.visits[blockId] ?? 0) + 1;
  cursor.visits[blockId] = visit;
  return { runId, blockId, visit, position, at: new Date().toISOString(), check };
}

/** What is done inside Postgres is done at once; a send may be tried for days, so it can be cut short. */
function perform(
  signals: Signals,
  block: WrittenBlock,
  step: Step,
): Promise<StepResult | undefined> {
  return block.place === "database"
    ? performBlock(block, step)
    : signals.during(() => performBlock(block, step));
}

function endOf(end: EarlyEnd, position: number): RunEnd {
  return end.kind === "goal"
    ? { status: "completed", blockId: end.blockId, position, goal: true }
    : { status: "stopped", eventId: null, reason: end.reason };
}

function interruptedEnd(interruption: Interruption | undefined, position: number): RunEnd {
  return interruption?.kind === "goal"
    ? { status: "completed", blockId: interruption.blockId, position, goal: true }
    : { status: "stopped", eventId: interruption?.eventId ?? null };
}

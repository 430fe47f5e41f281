import {
  ApplicationFailure,
  ContinueAsNew,
  continueAsNew,
  setCurrentDetails,
  workflowInfo,
} from "@temporalio/workflow";
import { runEndOf } from "../domain/plan.ts";
import type {
  Performed,
  RunCursor,
  RunEnd,
  RunInput,
  Step,
  StepResult,
  WrittenBlock,
} from "../domain/plan.ts";
import { finishRun, performBlock, settleWait } from "./activities.ts";
import { failureMessage } from "./failure.ts";
import type { Interruption } from "./signals.ts";
import { Signals } from "./signals.ts";

/**
 * A run: one contact's way through one version of a workflow, block after block, or several at once
 * that stay inside Postgres. It knows no kind of block; each says where to go next and until when to
 * wait. A stop (or a goal) ends it in order, at once while it waits and after the blocks in progress
 * otherwise.
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
      setCurrentDetails(block.summary);
      const performed = await perform(signals, input, block, cursor);
      if (performed === undefined) break;
      if (performed.ended !== undefined) return performed.ended;

      const result = goOnward(cursor, performed);
      if (result.end !== undefined) {
        return await finishRun(input, runEndOf(result.end, cursor.position));
      }
      const last = plan.blocks[cursor.blockId] ?? block;
      cursor.check = result.waitUntil !== undefined;
      let { branch } = result;
      if (result.waitUntil !== undefined) {
        const visit = { runId, blockId: cursor.blockId, visit: cursor.visits[cursor.blockId] ?? 1 };
        if (!input.skipWaiting) await signals.wait(visit, result.waitUntil, last.summary);
        if (signals.interruption !== undefined) break;
        if (result.awaits) ({ branch } = await settleWait(last, visit));
      }
      cursor.position++;
      cursor.blockId = last.next[branch] ?? "";
    } catch (error) {
      if (error instanceof ContinueAsNew) throw error;
      const message = failureMessage(error);
      await finishRun(input, { status: "failed", blockId: cursor.blockId, message });
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
async function perform(
  signals: Signals,
  input: RunInput,
  block: WrittenBlock,
  cursor: RunCursor,
): Promise<Performed | undefined> {
  const first = nextStep(input.runId, cursor);
  const work = (step: Step): Promise<Performed> => performBlock(input, block, step, cursor.visits);
  if (block.place === "database") return work(first);
  for (let step = first; ; step = laterStep(step)) {
    signals.forgetWake(step);
    const performed = await signals.during(() => work(step));
    if (performed?.held === undefined) return performed;
    const { until, because } = performed.held;
    await signals.wait(step, until, `${block.summary}: ${because}`);
    if (signals.interruption !== undefined) return undefined;
    if (workflowInfo().continueAsNewSuggested) {
      // The same visit is made by the next execution.
      cursor.visits[step.blockId] = step.visit - 1;
      return await continueAsNew<typeof run>({ ...input, cursor: { ...cursor, check: true } });
    }
  }
}

/** The same step, after it was held back. */
function laterStep(step: Step): Step {
  return { ...step, at: new Date().toISOString(), check: true };
}

/** Moves the cursor to the last block that was performed. @returns what it came to */
function goOnward(cursor: RunCursor, performed: Performed): StepResult {
  const { blockIds, result } = performed.onward ?? { blockIds: [], result: performed };
  for (const blockId of blockIds) {
    cursor.blockId = blockId;
    cursor.visits[blockId] = (cursor.visits[blockId] ?? 0) + 1;
    cursor.position++;
  }
  return result;
}

function interruptedEnd(interruption: Interruption | undefined, position: number): RunEnd {
  return interruption?.kind === "goal"
    ? { status: "completed", blockId: interruption.blockId, position, goal: true }
    : { status: "stopped", eventId: interruption?.eventId ?? null };
}

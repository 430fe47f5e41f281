import {
  ApplicationFailure,
  ContinueAsNew,
  continueAsNew,
  setCurrentDetails,
  workflowInfo,
} from "@temporalio/workflow";
import { runEndOf } from "../domain/plan.ts";
import type {
  Held,
  Performed,
  RunCursor,
  RunEnd,
  RunInput,
  Step,
  StepResult,
  WrittenBlock,
} from "../domain/plan.ts";
import { completeRun, finishRun, performBlock, settleWait } from "./activities.ts";
import { failureMessage } from "./failure.ts";
import type { Going } from "./moves.ts";
import { moveIfAsked, moveWhileWaiting } from "./moves.ts";
import type { Interruption } from "./signals.ts";
import { Signals } from "./signals.ts";

/**
 * A run: one contact's way through a workflow, block after block, or several at once that stay inside
 * Postgres. It knows no kind of block; each says where to go next and until when to wait. A stop (or a
 * goal) ends it in order, at once while it waits and after the blocks in progress otherwise.
 */
export async function run(input: RunInput): Promise<RunEnd> {
  const signals = new Signals();
  const cursor: RunCursor = input.cursor ?? {
    blockId: input.plan.first,
    position: 1,
    visits: {},
    check: true,
  };
  const going: Going = { input, signals, cursor };
  // A stop that came together with the start is in this first task: see it before acting.
  await Promise.resolve();

  while (signals.interruption === undefined) {
    try {
      const ended = await goOn(going);
      if (ended !== undefined) return ended;
    } catch (error) {
      if (error instanceof ContinueAsNew) throw error;
      const message = failureMessage(error);
      await finishRun(going.input, { status: "failed", blockId: cursor.blockId, message });
      throw error;
    }
  }
  return finishRun(going.input, interruptedEnd(signals.interruption, cursor.position));
}

/**
 * Performs the block at the cursor, and those behind it that follow at once, waits where they say so, and
 * moves the cursor on. @returns the run's end, if it has come to it
 */
async function goOn(going: Going): Promise<RunEnd | undefined> {
  const { signals, cursor } = going;
  await moveIfAsked(going, "gone on");
  const block = blockAt(going);
  if (block.kind === "end") return complete(going);
  if (workflowInfo().continueAsNewSuggested) {
    return await continueAsNew<typeof run>({ ...going.input, cursor });
  }
  setCurrentDetails(block.summary);
  const performed = await perform(going, block);
  if (performed === undefined) return undefined;
  if (performed.ended !== undefined) return performed.ended;

  const result = goOnward(cursor, performed);
  if (result.end !== undefined) {
    return await finishRun(going.input, runEndOf(result.end, cursor.position));
  }
  cursor.check = result.waitUntil !== undefined;
  const branch = result.waitUntil === undefined ? result.branch : await wait(going, result);
  if (branch === undefined || signals.interruption !== undefined) return undefined;
  cursor.position++;
  cursor.blockId = blockAt(going, cursor.blockId).next[branch] ?? "";
  return undefined;
}

function blockAt({ input, cursor }: Going, blockId = cursor.blockId): WrittenBlock {
  const block = input.plan.blocks[blockId];
  if (block === undefined) throw ApplicationFailure.nonRetryable(`there is no block "${blockId}"`);
  return block;
}

function nextStep(runId: string, cursor: RunCursor): Step {
  const { blockId, position, check } = cursor;
  const visit = (cursor.visits[blockId] ?? 0) + 1;
  cursor.visits[blockId] = visit;
  return { runId, blockId, visit, position, at: new Date().toISOString(), check };
}

/**
 * What is done inside Postgres is done at once; a send may be tried for days, so it can be cut short.
 * @returns undefined when it was, or when the run goes on elsewhere
 */
async function perform(going: Going, block: WrittenBlock): Promise<Performed | undefined> {
  const { input, signals, cursor } = going;
  const isHere = block.place === "database";
  for (let step = nextStep(input.runId, cursor); ; step = laterStep(step)) {
    signals.forgetResume();
    if (!isHere) signals.forgetWake(step);
    const work = (): Promise<Performed> => performBlock(input, block, step, cursor.visits);
    const performed = isHere ? await work() : await signals.during(work);
    if (performed?.held === undefined) return performed;
    await signals.waitHeld(isHere ? undefined : step, performed.held, block.summary);
    if (signals.interruption !== undefined) return undefined;
    // Whoever goes on makes the same visit.
    cursor.visits[step.blockId] = step.visit - 1;
    if (await moveIfAsked(going, "held")) return undefined;
    await startAnewIfLong(going);
    cursor.visits[step.blockId] = step.visit;
  }
}

/** The same step, after it was held back. */
function laterStep(step: Step): Step {
  return { ...step, at: new Date().toISOString(), check: true };
}

async function startAnewIfLong({ input, cursor }: Going): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested) return;
  await continueAsNew<typeof run>({ ...input, cursor: { ...cursor, check: true } });
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

/** @returns by which branch the run goes on; undefined: it ends, or goes on elsewhere */
async function wait(
  going: Going,
  { branch, waitUntil = "", awaits }: StepResult,
): Promise<string | undefined> {
  const { input, signals, cursor } = going;
  const { blockId } = cursor;
  const visit = { runId: input.runId, blockId, visit: cursor.visits[blockId] ?? 1 };
  do {
    if (!input.skipWaiting) await signals.wait(visit, waitUntil, blockAt(going).summary);
    if (signals.interruption !== undefined) return undefined;
  } while (await moveWhileWaiting(going));
  if (cursor.blockId !== blockId) return undefined;
  return awaits ? (await settleWait(blockAt(going), visit)).branch : branch;
}

/** Writes that the run has come to its end, unless it is paused: then it stands before it. */
async function complete(going: Going): Promise<RunEnd | undefined> {
  const { signals, cursor } = going;
  for (;;) {
    const { blockId, position } = cursor;
    signals.forgetResume();
    const end = { status: "completed", blockId, position } as const;
    const held: Held | undefined = await completeRun(going.input, end);
    if (held === undefined) return end;
    await signals.waitHeld(undefined, held, blockAt(going).summary);
    if (signals.interruption !== undefined || (await moveIfAsked(going, "held"))) return undefined;
    await startAnewIfLong(going);
  }
}

function interruptedEnd(interruption: Interruption | undefined, position: number): RunEnd {
  return interruption?.kind === "goal"
    ? { status: "completed", blockId: interruption.blockId, position, goal: true }
    : { status: "stopped", eventId: interruption?.eventId ?? null };
}

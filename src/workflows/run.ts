import {
  ApplicationFailure,
  condition,
  continueAsNew,
  defineSignal,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import type { RunCursor, RunEnd, RunInput, StopSignal } from "../domain/plan.ts";
import { finishRun, performBlock } from "./activities.ts";
import { failureMessage } from "./failure.ts";

export const stopSignal = defineSignal<[StopSignal]>("stop");

/**
 * A run: one contact's way through one version of a workflow, block after block. It knows no kind
 * of block; each says where to go next and until when to wait. A stop ends it in order, at once
 * while it waits and after the block under way otherwise.
 */
export async function run(input: RunInput): Promise<RunEnd> {
  let stop: StopSignal | undefined;
  setHandler(stopSignal, (signal) => {
    stop ??= signal;
  });

  const { runId, plan } = input;
  const cursor: RunCursor = input.cursor ?? { blockId: plan.first, position: 1, visits: {} };
  // A stop that came together with the start is in this first task: see it before acting.
  await Promise.resolve();

  while (stop === undefined) {
    const { blockId, position } = cursor;
    const block = plan.blocks[blockId];
    if (block === undefined) throw ApplicationFailure.nonRetryable(`no block ${blockId}`);
    if (block.kind === "end") {
      return finishRun(runId, { status: "completed", blockId, position });
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof run>({ ...input, cursor });

    const visit = (cursor.visits[blockId] ?? 0) + 1;
    cursor.visits[blockId] = visit;
    try {
      const step = { runId, blockId, visit, position };
      const { branch, waitUntil } = await performBlock(block, step);
      if (waitUntil !== undefined) {
        const rest = Date.parse(waitUntil) - Date.now();
        if (rest > 0) await condition(() => stop !== undefined, rest, { summary: block.summary });
      }
      cursor.position = position + 1;
      cursor.blockId = block.next[branch] ?? "";
    } catch (error) {
      await finishRun(runId, { status: "failed", blockId, message: failureMessage(error) });
      throw error;
    }
  }
  return finishRun(runId, { status: "stopped", eventId: stop.eventId });
}

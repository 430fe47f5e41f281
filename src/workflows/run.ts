import {
  ApplicationFailure,
  ContinueAsNew,
  continueAsNew,
  workflowInfo,
} from "@temporalio/workflow";
import type { RunCursor, RunEnd, RunInput } from "../domain/plan.ts";
import { finishRun, performBlock } from "./activities.ts";
import { failureMessage } from "./failure.ts";
import { Stop } from "./stop.ts";

/**
 * A run: one contact's way through one version of a workflow, block after block. It knows no kind
 * of block; each says where to go next and until when to wait. A stop ends it in order, at once
 * while it waits and after the block under way otherwise.
 */
export async function run(input: RunInput): Promise<RunEnd> {
  const stop = new Stop();
  const { runId, plan } = input;
  const cursor: RunCursor = input.cursor ?? { blockId: plan.first, position: 1, visits: {} };
  // A stop that came together with the start is in this first task: see it before acting.
  await Promise.resolve();

  while (stop.signal === undefined) {
    const { blockId, position } = cursor;
    try {
      const block = plan.blocks[blockId];
      if (block === undefined)
        throw ApplicationFailure.nonRetryable(`there is no block "${blockId}"`);
      if (block.kind === "end") {
        return await finishRun(runId, { status: "completed", blockId, position });
      }
      if (workflowInfo().continueAsNewSuggested) {
        return await continueAsNew<typeof run>({ ...input, cursor });
      }
      const visit = (cursor.visits[blockId] ?? 0) + 1;
      cursor.visits[blockId] = visit;
      const step = { runId, blockId, visit, position, at: new Date().toISOString() };
      // What is done inside Postgres is done at once; a send may be tried for days.
      const result =
        block.place === "database"
          ? await performBlock(block, step)
          : await stop.during(() => performBlock(block, step));
      if (result === undefined) break;
      if (result.waitUntil !== undefined) {
        await stop.wait(Date.parse(result.waitUntil) - Date.now(), block.summary);
      }
      cursor.position = position + 1;
      cursor.blockId = block.next[result.branch] ?? "";
    } catch (error) {
      if (error instanceof ContinueAsNew) throw error;
      await finishRun(runId, { status: "failed", blockId, message: failureMessage(error) });
      throw error;
    }
  }
  return finishRun(runId, { status: "stopped", eventId: stop.signal?.eventId ?? null });
}

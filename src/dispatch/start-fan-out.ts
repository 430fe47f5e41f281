import type { Client } from "@temporalio/client";
import { WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { ClaimedFanOut } from "../db/queue/fan-out-queue.ts";
import {
  claimFanOuts,
  markFanOutNotStarted,
  markFanOutStarted,
} from "../db/queue/fan-out-queue.ts";
import type { FanOutEnd, FanOutInput } from "../domain/fan-out.ts";
import { fanOutRunId } from "../domain/fan-out.ts";
import { fanOutQueueOf } from "../domain/task-queues.ts";
import type { StartOutcome } from "./start-run.ts";
import { errorText, classify } from "./temporal-error.ts";

const rpcTimeoutMs = 10_000;
const maxConcurrent = 8;
const retrySeconds = 10;

/** Starts the fan-outs that wait, some at a time. @returns of each, whether Temporal was there */
export async function startFanOuts(
  { db, client, taskQueue, log }: { db: Database; client: Client; taskQueue: string; log: Logger },
  leaseSeconds: number,
): Promise<boolean[]> {
  const claimed = await claimFanOuts(db, maxConcurrent, leaseSeconds);
  return Promise.all(
    claimed.map(async (fanOut) => {
      const result = await startFanOut(client, taskQueue, fanOut);
      if (result.outcome === "started") {
        await markFanOutStarted(db, fanOut.id);
        return true;
      }
      log.warn({ fanOutId: fanOut.id, err: result.message }, "a fan-out could not be started");
      const away = result.outcome === "away";
      await markFanOutNotStarted(db, fanOut.id, result.message, away ? 0 : retrySeconds);
      return !away;
    }),
  );
}

/** Starts what carries a fan-out, under its own id. One that Temporal has already is as good as started. */
async function startFanOut(
  client: Client,
  taskQueue: string,
  claimed: ClaimedFanOut,
): Promise<StartOutcome> {
  try {
    const handle = await client.withDeadline(Date.now() + rpcTimeoutMs, () =>
      client.workflow.start<(input: FanOutInput) => Promise<FanOutEnd>>("fanOut", {
        workflowId: fanOutRunId(claimed.id),
        taskQueue: fanOutQueueOf(taskQueue),
        args: [{ fanOutId: claimed.id }],
        workflowIdReusePolicy: "REJECT_DUPLICATE",
        workflowIdConflictPolicy: "FAIL",
        staticSummary: claimed.summary,
      }),
    );
    return { outcome: "started", temporalRunId: handle.firstExecutionRunId };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      return { outcome: "started", temporalRunId: null };
    }
    return { outcome: classify(error), message: errorText(error) };
  }
}

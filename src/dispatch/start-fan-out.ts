import type { Client } from "@temporalio/client";
import { WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import type { ClaimedFanOut } from "../db/queue/fan-out-queue.ts";
import type { FanOutEnd, FanOutInput } from "../domain/fan-out.ts";
import { fanOutRunId } from "../domain/fan-out.ts";
import { fanOutQueueOf } from "../domain/task-queues.ts";
import type { StartOutcome } from "./start-run.ts";
import { errorText, classify } from "./temporal-error.ts";

const rpcTimeoutMs = 10_000;

/** Starts what carries a fan-out, under its own id. One that Temporal has already is as good as started. */
export async function startFanOut(
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

import {
  CancellationScope,
  proxyActivities,
  proxyLocalActivities,
  workflowInfo,
} from "@temporalio/workflow";
import type { DatabaseActivities, EmailActivities } from "../activities/types.ts";
import type { PlanBlock, RunEnd, Step, StepResult } from "../domain/plan.ts";
import { emailTaskQueue } from "../domain/task-queues.ts";

/** Postgres-only blocks: local, so that a row costs no round trips through the server. */
const inDatabase = {
  startToCloseTimeout: "20s",
  localRetryThreshold: "30s",
  retry: { initialInterval: "200ms", maximumInterval: "30s" },
} as const;

/**
 * What leaves the house has a task queue of its own. The heartbeat tells a killed worker from a
 * slow mail server within seconds; a server that is down is tried for three days.
 */
const byEmail = {
  startToCloseTimeout: "5m",
  heartbeatTimeout: "10s",
  scheduleToCloseTimeout: "3d",
  retry: { initialInterval: "1s", maximumInterval: "5m" },
} as const;

/** Has a block perform its effect, in its place. */
export function performBlock(block: PlanBlock, step: Step): Promise<StepResult> {
  const { summary } = block;
  if (block.place === "database") {
    return proxyLocalActivities<DatabaseActivities>({ ...inDatabase, summary }).performBlock(step);
  }
  const taskQueue = emailTaskQueue(workflowInfo().taskQueue);
  return proxyActivities<EmailActivities>({ ...byEmail, taskQueue, summary }).performEmailBlock(
    step,
  );
}

/** Writes a run's end where the pages see it, and gives it back as the run's result. */
export function finishRun<End extends RunEnd>(runId: string, end: End): Promise<End> {
  return CancellationScope.nonCancellable(async () => {
    const summary = `Note: ${end.status}`;
    await proxyLocalActivities<DatabaseActivities>({ ...inDatabase, summary }).finishRun(
      runId,
      end,
    );
    return end;
  });
}

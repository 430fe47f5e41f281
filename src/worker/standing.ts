import type { Worker } from "@temporalio/worker";
import type { QueueStanding } from "../domain/process-standing.ts";

/** Of Temporal's SDK, where nothing else was said. */
const usual = { activities: 100, localActivities: 100, workflowTasks: 40 };

/** What a worker of Temporal's SDK does for its task queue now. */
export function queueStanding(worker: Worker): QueueStanding {
  const { options } = worker;
  const now = worker.getStatus();
  const carriesRuns = options.workflowBundle !== undefined;
  const { maxConcurrentActivityTaskExecutions: activities = usual.activities } = options;
  const { maxConcurrentLocalActivityExecutions: local = usual.localActivities } = options;
  const { maxConcurrentWorkflowTaskExecutions: tasks = usual.workflowTasks } = options;
  return {
    taskQueue: options.taskQueue,
    workflowTasks: carriesRuns ? { used: now.numInFlightWorkflowActivations, most: tasks } : null,
    cachedRuns: carriesRuns
      ? { used: now.numCachedWorkflows, most: options.maxCachedWorkflows }
      : null,
    activities: { used: now.numInFlightNonLocalActivities, most: activities },
    localActivities: carriesRuns ? { used: now.numInFlightLocalActivities, most: local } : null,
  };
}

import type { Worker } from "@temporalio/worker";
import type { QueueStanding } from "../domain/process-standing.ts";

/** All that we make are of a fixed size: the SDK keeps what it was told as that. */
function most(supplier: object): number {
  const { numSlots = 0 } = supplier as { numSlots?: number };
  return numSlots;
}

/** What a worker of Temporal's SDK does for its task queue now. */
export function queueStanding(worker: Worker): QueueStanding {
  return standingOf(worker.options, worker.getStatus());
}

function standingOf(
  { tuner, taskQueue, workflowBundle, maxCachedWorkflows }: Worker["options"],
  now: ReturnType<Worker["getStatus"]>,
): QueueStanding {
  const of = {
    steps: { used: now.numInFlightWorkflowActivations, most: most(tuner.workflowTaskSlotSupplier) },
    cached: { used: now.numCachedWorkflows, most: maxCachedWorkflows },
    beside: {
      used: now.numInFlightLocalActivities,
      most: most(tuner.localActivityTaskSlotSupplier),
    },
  };
  const carriesRuns = workflowBundle !== undefined;
  return {
    taskQueue,
    workflowTasks: carriesRuns ? of.steps : null,
    cachedRuns: carriesRuns ? of.cached : null,
    activities: {
      used: now.numInFlightNonLocalActivities,
      most: most(tuner.activityTaskSlotSupplier),
    },
    localActivities: carriesRuns ? of.beside : null,
  };
}

import type { Connection } from "@temporalio/client";
import proto from "@temporalio/proto";
import type { WorkerQueue } from "../domain/worker-queues.ts";
import { temporalFault } from "./temporal-fault.ts";
import type { QueueState, TaskQueues } from "../services/workers/task-queues.ts";

const patienceMs = 3_000;
const { TaskQueueType } = proto.temporal.api.enums.v1;
type Described = Awaited<ReturnType<Connection["workflowService"]["describeTaskQueue"]>>;

/** Asks Temporal who polls task queues and what waits in them. One that does not answer is no fault of ours. */
export async function askTaskQueues(
  connection: Pick<Connection, "workflowService" | "withDeadline">,
  namespace: string,
  queues: readonly WorkerQueue[],
): Promise<TaskQueues> {
  const describe = ({ taskQueue }: WorkerQueue, type: "workflow" | "activity") =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType:
        type === "workflow"
          ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
          : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
      reportStats: true,
    });
  try {
    return await connection.withDeadline(Date.now() + patienceMs, async () => ({
      outcome: "asked" as const,
      states: await Promise.all(
        queues.map(async (queue) =>
          stateOf(
            queue.taskQueue,
            await Promise.all(queue.types.map((type) => describe(queue, type))),
          ),
        ),
      ),
    }));
  } catch (error) {
    return { outcome: "away", why: temporalFault(error, patienceMs).reason };
  }
}

function stateOf(taskQueue: string, answers: readonly Described[]): QueueState {
  const pollers = new Map<string, Date>();
  for (const { identity, lastAccessTime } of answers.flatMap((answer) => answer.pollers ?? [])) {
    const at = new Date(Number(lastAccessTime?.seconds ?? 0) * 1_000);
    const before = pollers.get(identity ?? "");
    if (before === undefined || before < at) pollers.set(identity ?? "", at);
  }
  const stats = answers.map((answer) => answer.stats);
  const ages = stats.map((one) => Number(one?.approximateBacklogAge?.seconds ?? 0));
  return {
    taskQueue,
    pollers: [...pollers].map(([identity, lastSeenAt]) => ({ identity, lastSeenAt })),
    backlog: stats.reduce((sum, one) => sum + Number(one?.approximateBacklogCount ?? 0), 0),
    backlogSeconds: Math.max(0, ...ages),
  };
}

import type { Connection } from "@temporalio/client";
import proto from "@temporalio/proto";

const { TASK_QUEUE_TYPE_WORKFLOW } = proto.temporal.api.enums.v1.TaskQueueType;
/** More deployments than this share no namespace. */
const maxQueues = 50;
/** What our workers carry: see src/workflows/index.ts. */
const ours = `WorkflowType IN ("run", "fanOut", "fireSchedule")`;

/**
 * @returns that all is well, with the queues
 * @throws Error that names each queue on which runs are open though no worker asks it for work
 */
export async function unservedRuns(connection: Connection, namespace: string): Promise<string> {
  const queues = await queuesOfOpenRuns(connection, namespace);
  const unserved: string[] = [];
  for (const name of queues) {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name },
      taskQueueType: TASK_QUEUE_TYPE_WORKFLOW,
    });
    if ((pollers ?? []).length > 0) continue;
    const query = `${isOpen} AND TaskQueue = ${quoted(name)}`;
    const { count } = await connection.workflowService.countWorkflowExecutions({
      namespace,
      query,
    });
    unserved.push(`${count?.toString() ?? "some"} on "${name}"`);
  }
  if (unserved.length === 0) {
    return queues.length === 0 ? "no run is open" : "each one with open runs has a worker";
  }
  throw new Error(
    `runs are open that no worker carries: ${unserved.join(", ")}. Start a worker with this ` +
      "TEMPORAL_TASK_QUEUE, or terminate them in Temporal if they belong to nobody any more",
  );
}

const isOpen = `ExecutionStatus = "Running" AND ${ours}`;

/** One run of each queue, by leaving out the queues that are known. */
async function queuesOfOpenRuns(connection: Connection, namespace: string): Promise<string[]> {
  const known: string[] = [];
  while (known.length < maxQueues) {
    const others = known.map((name) => ` AND TaskQueue != ${quoted(name)}`).join("");
    const query = `${isOpen}${others}`;
    const { executions } = await connection.workflowService.listWorkflowExecutions({
      namespace,
      query,
      pageSize: 1,
    });
    const name = executions?.[0]?.taskQueue;
    if (!name || known.includes(name)) break;
    known.push(name);
  }
  return known;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

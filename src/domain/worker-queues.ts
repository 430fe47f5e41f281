import { fanOutQueueOf, taskQueueOf } from "./task-queues.ts";

export type QueuePurpose = "runs" | "fanOuts" | "broadcasts" | "webhooks" | "messages";

export interface WorkerQueue {
  taskQueue: string;
  purpose: QueuePurpose;
  /** Of messages. */
  channel: string | null;
  /** What Temporal keeps in it: steps of workflows, or activities. */
  types: readonly ("workflow" | "activity")[];
}

/** The task queues of a deployment, with those of the channels that are sent by. */
export function workerQueues(taskQueue: string, channels: readonly string[]): WorkerQueue[] {
  const outside = (place: "bulk" | "webhook") => taskQueueOf(taskQueue, { place });
  return [
    { taskQueue, purpose: "runs", channel: null, types: ["workflow"] },
    ...channels.map((channel): WorkerQueue => ({
      taskQueue: taskQueueOf(taskQueue, { place: "message", channel }),
      purpose: "messages",
      channel,
      types: ["activity"],
    })),
    { taskQueue: outside("bulk"), purpose: "broadcasts", channel: null, types: ["activity"] },
    { taskQueue: outside("webhook"), purpose: "webhooks", channel: null, types: ["activity"] },
    {
      taskQueue: fanOutQueueOf(taskQueue),
      purpose: "fanOuts",
      channel: null,
      types: ["workflow", "activity"],
    },
  ];
}

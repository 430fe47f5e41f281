import type { WorkerQueue } from "../../domain/worker-queues.ts";

/** What Temporal says of a task queue now. */
export interface QueueState {
  taskQueue: string;
  pollers: { identity: string; lastSeenAt: Date }[];
  backlog: number;
  backlogSeconds: number;
}

export type TaskQueues =
  | { outcome: "asked"; states: QueueState[] }
  /** In words that can be shown: no addresses, no certificates. */
  | { outcome: "away"; why: string };

export type AskTaskQueues = (queues: readonly WorkerQueue[]) => Promise<TaskQueues>;

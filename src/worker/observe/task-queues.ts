import type { BatchObservableCallback } from "@opentelemetry/api";
import { workerQueues } from "../../domain/worker-queues.ts";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";
import type { AskTaskQueues, QueueState } from "../../services/workers/task-queues.ts";

export interface TaskQueueOptions {
  taskQueue: string;
  /** The channels that are sent by, by their names. */
  channels(): readonly string[];
  ask: AskTaskQueues;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
}

/** Whoever scrapes more often is told the same again: each question is one of Temporal's database. */
const freshMs = 10_000;

/**
 * Has Temporal asked what waits in the task queues of this deployment, and who polls them, at each
 * scrape. Each worker tells the same. While Temporal does not answer nothing is told: an alert on what
 * is missing is an alert on Temporal.
 * @returns what ends it
 */
export function observeTaskQueues(
  { meter, metrics: { taskQueueBacklog, taskQueueBacklogAge, taskQueuePollers } }: Telemetry,
  { taskQueue, channels, ask, now }: TaskQueueOptions,
): () => void {
  const observed = [taskQueueBacklog, taskQueueBacklogAge, taskQueuePollers];
  let answer: Promise<QueueState[]> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function states(): Promise<QueueState[]> {
    const found = await ask(workerQueues(taskQueue, channels()));
    return found.outcome === "asked" ? found.states : [];
  }

  const observe: BatchObservableCallback = async (result) => {
    if (answer === undefined || now() - askedAt > freshMs) {
      askedAt = now();
      answer = states();
    }
    for (const state of await answer) {
      const labels = { task_queue: state.taskQueue };
      result.observe(taskQueueBacklog, state.backlog, labels);
      result.observe(taskQueueBacklogAge, state.backlogSeconds, labels);
      result.observe(taskQueuePollers, state.pollers.length, labels);
    }
  };
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}

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
 * scrape. Each worker tells the same. While Temporal can't be asked it is not a number, and so of a queue
 * whose channel was taken down: the value of the scrape before would be told again otherwise.
 * @returns what ends it
 */
export function observeTaskQueues(
  { meter, metrics: { taskQueueBacklog, taskQueueBacklogAge, taskQueuePollers } }: Telemetry,
  { taskQueue, channels, ask, now }: TaskQueueOptions,
): () => void {
  const observed = [taskQueueBacklog, taskQueueBacklogAge, taskQueuePollers];
  let answer: Promise<QueueState[]> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  const told = new Set<string>();

  async function states(): Promise<QueueState[]> {
    const queues = workerQueues(taskQueue, channels());
    for (const queue of queues) told.add(queue.taskQueue);
    const found = await ask(queues);
    return found.outcome === "asked" ? found.states : [];
  }

  const observe: BatchObservableCallback = async (result) => {
    if (answer === undefined || now() - askedAt > freshMs) {
      askedAt = now();
      answer = states();
    }
    const known = await answer;
    for (const name of told) {
      const state = known.find((one) => one.taskQueue === name);
      const labels = { task_queue: name };
      result.observe(taskQueueBacklog, state?.backlog ?? Number.NaN, labels);
      result.observe(taskQueueBacklogAge, state?.backlogSeconds ?? Number.NaN, labels);
      result.observe(taskQueuePollers, state?.pollers.length ?? Number.NaN, labels);
    }
  };
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}

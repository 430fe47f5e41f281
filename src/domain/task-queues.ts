import type { Place } from "./plan.ts";

/** A place's task queue beside a deployment's own: it has a rate and a concurrency of its own. */
export function taskQueueOf(runTaskQueue: string, place: Place): string {
  return place === "database" ? runTaskQueue : `${runTaskQueue}-${place}`;
}

/**
 * Fan-outs have a task queue of their own, for what carries them and for their pages: a backlog of
 * runs, or messages to a segment that take hours, must not hold them up.
 */
export function fanOutQueueOf(runTaskQueue: string): string {
  return `${runTaskQueue}-fan-out`;
}

import type { Place } from "./plan.ts";

/** A place's task queue beside a deployment's own: it has a rate and a concurrency of its own. */
export function taskQueueOf(runTaskQueue: string, place: Place): string {
  return place === "database" ? runTaskQueue : `${runTaskQueue}-${place}`;
}

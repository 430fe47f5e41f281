import type { PlanBlock } from "./plan.ts";

/**
 * The task queue of a block's place, or of its channel, beside a deployment's own: it has a rate and a
 * concurrency of its own.
 */
export function taskQueueOf(
  runTaskQueue: string,
  { place, channel }: Pick<PlanBlock, "place" | "channel">,
): string {
  if (place === "database") return runTaskQueue;
  if (place !== "message") return `${runTaskQueue}-${place}`;
  if (channel === undefined) throw new Error("a block that sends names no channel");
  return `${runTaskQueue}-${channel}`;
}

/**
 * Fan-outs have a task queue of their own, for what carries them and for their pages: a backlog of
 * runs, or messages to a segment that take hours, must not hold them up.
 */
export function fanOutQueueOf(runTaskQueue: string): string {
  return `${runTaskQueue}-fan-out`;
}

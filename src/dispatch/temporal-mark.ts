import type { Client } from "@temporalio/client";
import { ScheduleNotFoundError } from "@temporalio/client";
import type { Instant } from "../db/queue/temporal-mark.ts";
import { putSchedule } from "./put-schedule.ts";

const rpcTimeoutMs = 10_000;

/**
 * Where the mark is on Temporal: a schedule without times, paused, which starts nothing. Its action is
 * where a value stays that nobody changes by pausing it, and that a backup has or has not.
 */
const markIdOf = (taskQueue: string): string => `mark/${taskQueue}`;

/**
 * @returns undefined when it has none
 * @throws when Temporal is away
 */
export async function readMark(client: Client, taskQueue: string): Promise<Instant | undefined> {
  try {
    const { action } = await client.withDeadline(Date.now() + rpcTimeoutMs, () =>
      client.schedule.getHandle(markIdOf(taskQueue)).describe(),
    );
    const at: unknown = action.args?.[0];
    return typeof at === "string" ? at : undefined;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

/** @throws when Temporal is away */
export async function writeMark(client: Client, taskQueue: string, at: Instant): Promise<void> {
  const scheduleId = markIdOf(taskQueue);
  await putSchedule(client, {
    scheduleId,
    spec: {},
    action: {
      type: "startWorkflow",
      workflowType: "mark",
      workflowId: scheduleId,
      taskQueue,
      args: [at],
      // For one that is started by hand: nobody carries it.
      workflowExecutionTimeout: "1 minute",
    },
    state: { paused: true, note: "Starts nothing: it tells whether Temporal was restored" },
  });
}

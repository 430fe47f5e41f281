import {
  CancellationScope,
  proxyActivities,
  proxyLocalActivities,
  workflowInfo,
} from "@temporalio/workflow";
import type { ActivityOptions } from "@temporalio/workflow";
import type { DatabaseActivities, OutsideActivities } from "../activities/types.ts";
import { sendsHere } from "../domain/interpreter.ts";
import { chainSummary } from "../domain/chain-summary.ts";
import type {
  Held,
  Moved,
  Performed,
  Place,
  RunCursor,
  RunEnd,
  RunInput,
  Standing,
  Step,
  StepResult,
  Visit,
} from "../domain/plan.ts";
import { taskQueueOf } from "../domain/task-queues.ts";
import type { WrittenBlock } from "../domain/plan.ts";
import { formerActivity, isFormer, readBlock } from "../domain/written-plan.ts";

/** Postgres-only blocks: local, so that a row costs no round trips through the server. */
const inDatabase = {
  startToCloseTimeout: "20s",
  localRetryThreshold: "30s",
  retry: { initialInterval: "200ms", maximumInterval: "30s" },
} as const;

/**
 * The heartbeat tells a killed worker from a slow peer. It leaves a server that has too much to do some
 * 15 s to take one (see `heartbeats` of the workers): what times out would be done again, and make it
 * worse. Nothing ends because it waits in a queue: three days are for a peer that is down.
 */
const outside = {
  // A mail server that is down, say, is tried for three days.
  message: {
    startToCloseTimeout: "5m",
    heartbeatTimeout: "20s",
    scheduleToCloseTimeout: "3d",
    retry: { initialInterval: "1s", maximumInterval: "5m" },
  },
  // How often a webhook is tried, its block says; what is left are faults of our own.
  webhook: {
    startToCloseTimeout: "2m",
    heartbeatTimeout: "20s",
    scheduleToCloseTimeout: "3d",
    retry: { initialInterval: "1s", maximumInterval: "5m" },
  },
  // Goes through a segment page by page, and goes on where a killed worker was.
  bulk: {
    startToCloseTimeout: "1d",
    heartbeatTimeout: "20s",
    scheduleToCloseTimeout: "7d",
    retry: { initialInterval: "1s", maximumInterval: "1m" },
  },
} as const satisfies Record<Exclude<Place, "database">, ActivityOptions>;

const activityOf = {
  message: "performMessageBlock",
  webhook: "performWebhookBlock",
  bulk: "performBulkBlock",
} as const satisfies Record<Exclude<Place, "database">, keyof OutsideActivities>;

/**
 * Has a block perform its effect, in its place. Inside Postgres those behind it follow at once, as far
 * as there is nothing to wait for: the result says how far. (One activity, under the name that it had
 * when it performed one block: a replay compares names.)
 */
export async function performBlock(
  { plan, retry = 0 }: RunInput,
  written: WrittenBlock,
  step: Step,
  visits: RunCursor["visits"],
): Promise<Performed> {
  const block = readBlock(written);
  const { place } = block;
  if (place === "database") {
    const summary = chainSummary(plan, step.blockId);
    const way = { visits, retry, holds: true } as const;
    return proxyLocalActivities<DatabaseActivities>({ ...inDatabase, summary }).performBlock(
      step,
      way,
    );
  }
  const { summary, channel } = block;
  const info = workflowInfo();
  if (place === "message" && channel !== undefined && sendsHere(info.currentBuildId)) {
    const options = { ...inDatabase, startToCloseTimeout: outside.message.startToCloseTimeout };
    const here = proxyLocalActivities<DatabaseActivities>({ ...options, summary });
    const performed = await here.performMessageHere(step, { retry, holds: true }, channel);
    if (performed !== null) return performed;
  }
  const taskQueue = taskQueueOf(info.taskQueue, block);
  const options = { ...outside[place], taskQueue, summary };
  // A replay compares types: a block of the former kind keeps the one that its history has.
  const activity = isFormer(written) ? formerActivity : activityOf[place];
  const activities = proxyActivities<OutsideActivities>(options);
  return activities[activity](step, { retry, holds: true });
}

/** Asks who ended a wait: its event, or time. */
export function settleWait(block: WrittenBlock, visit: Visit): Promise<StepResult> {
  const summary = `After: ${block.summary}`;
  return proxyLocalActivities<DatabaseActivities>({ ...inDatabase, summary }).settleWait(visit);
}

/**
 * Writes that a run has come to the end of its way, unless it is paused.
 * @returns how long it is held back then
 */
export async function completeRun(
  { runId, retry = 0 }: RunInput,
  end: RunEnd,
): Promise<Held | undefined> {
  const summary = `Note: ${end.status}`;
  const held = await CancellationScope.nonCancellable(() =>
    proxyLocalActivities<DatabaseActivities>({ ...inDatabase, summary }).finishRun(
      runId,
      end,
      retry,
      true,
    ),
  );
  return held ?? undefined;
}

/** Asks whether a run goes on in another version, and where. @returns null: it goes on as it was */
export function takeMove(standing: Standing): Promise<Moved | null> {
  const summary = "Move to another version";
  return proxyLocalActivities<DatabaseActivities>({ ...inDatabase, summary }).takeMove(standing);
}

/** Writes a run's end where the pages see it, and gives it back as the run's result. */
export function finishRun<End extends RunEnd>({ runId, retry }: RunInput, end: End): Promise<End> {
  return CancellationScope.nonCancellable(async () => {
    const summary = `Note: ${end.status}`;
    await proxyLocalActivities<DatabaseActivities>({ ...inDatabase, summary }).finishRun(
      ...([runId, end] as const),
      ...(retry === undefined ? [] : [retry]),
    );
    return end;
  });
}

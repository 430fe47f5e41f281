import type { QueuePurpose } from "./worker-queues.ts";

export const workerProblemKinds = [
  "noWorker",
  "temporalAway",
  "notPolled",
  "slow",
  "dispatcherBehind",
  "severalVersions",
  "wentSilent",
] as const;

/** What is wrong, for whoever puts it in words. */
export interface WorkerProblem {
  kind: (typeof workerProblemKinds)[number];
  /** Of `notPolled` and `slow`. */
  taskQueue: string | null;
  purpose: QueuePurpose | null;
  channel: string | null;
  /** How many wait, or are meant. */
  count: number;
  /** For how long the oldest has waited. */
  seconds: number;
}

interface Standing {
  workers: readonly { alive: boolean; version: string | null }[];
  dispatcher: { pending: number; oldestSeconds: number };
  temporalAnswers: boolean;
  queues: readonly {
    taskQueue: string;
    purpose: QueuePurpose;
    channel: string | null;
    pollers: readonly unknown[];
    backlog: number;
    backlogSeconds: number;
  }[];
}

/** What waits longer than this is noticed by whoever gets it. */
const slowSeconds = 60;
/** A dispatcher looks every two seconds, and is told of work besides. */
const behindSeconds = 30;

const nothing = { taskQueue: null, purpose: null, channel: null, count: 0, seconds: 0 } as const;

/** The worst first. Without Temporal nothing is said of queues. */
export function workerProblems(standing: Standing): WorkerProblem[] {
  const { workers, dispatcher, temporalAnswers, queues } = standing;
  const problems: WorkerProblem[] = [];
  const alive = workers.filter((worker) => worker.alive);
  const { pending, oldestSeconds } = dispatcher;
  if (!temporalAnswers) problems.push({ ...nothing, kind: "temporalAway" });
  if (alive.length === 0) problems.push({ ...nothing, kind: "noWorker" });
  for (const { taskQueue, purpose, channel, pollers, backlog, backlogSeconds } of queues) {
    const isPolled = pollers.length > 0;
    if (isPolled && (backlog === 0 || backlogSeconds < slowSeconds)) continue;
    // With nobody there at all, one sentence says it for every queue in which nothing waits.
    if (!isPolled && backlog === 0 && alive.length === 0) continue;
    const kind = isPolled ? "slow" : "notPolled";
    problems.push({ kind, taskQueue, purpose, channel, count: backlog, seconds: backlogSeconds });
  }
  if (pending > 0 && oldestSeconds >= behindSeconds) {
    problems.push({ ...nothing, kind: "dispatcherBehind", count: pending, seconds: oldestSeconds });
  }
  const silent = workers.length - alive.length;
  if (silent > 0 && alive.length > 0) {
    problems.push({ ...nothing, kind: "wentSilent", count: silent });
  }
  const versions = new Set(alive.map(({ version }) => version));
  if (versions.size > 1) {
    problems.push({ ...nothing, kind: "severalVersions", count: versions.size });
  }
  return problems;
}

import type { NativeConnection } from "@temporalio/worker";
import { Worker } from "@temporalio/worker";
import type { Logger } from "pino";
import { broadcastActivities } from "../activities/broadcast-activities.ts";
import { databaseActivities } from "../activities/database-activities.ts";
import { fanOutActivities } from "../activities/fan-out-activities.ts";
import { messagesHere } from "../activities/message-here.ts";
import { messageActivities } from "../activities/message-activities.ts";
import { versionCache } from "../activities/versions.ts";
import { webhookActivities } from "../activities/webhook-activities.ts";
import type { ChannelLimits } from "../channels/adapter.ts";
import type { OpenChannels } from "../channels/open.ts";
import type { Config } from "../platform/config/config.ts";
import type { Database } from "../db/core/database.ts";
import { interpreterBuildId } from "../domain/interpreter.ts";
import { fanOutQueueOf, taskQueueOf } from "../domain/task-queues.ts";
import { guardedAgent } from "../platform/address-guard/agent.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { workerInterceptors } from "./temporal-interceptors.ts";
import { workflowBundle } from "./workflow-bundle.ts";
import { useLeanWorkflowThreads, withLateThreads } from "./workflow-threads.ts";

export interface WorkerDependencies {
  db: Database;
  renderer: Renderer;
  channels: OpenChannels;
  /** Tells dispatchers that there may be work. */
  notifyWork(): void;
  telemetry: Telemetry;
  config: Pick<Config, "temporal" | "secretsKeys" | "webhooks">;
  log?: Logger;
  /** What Temporal knows this process by, as Postgres does; by default its process id and host. */
  identity?: string;
}

const renderedBeside = 10;

/**
 * How long activities in progress may go on after a shutdown was asked for, and after how long the
 * shutdown is given up: a server that does not answer would hold it up for a minute.
 */
const withEnding = { shutdownGraceTime: "8s", shutdownForceTime: "13s" } as const;
/** By default one leaves only when 80 % of the timeout are over: too late for a server that is slow. */
const heartbeats = {
  maxHeartbeatThrottleInterval: "4s",
  defaultHeartbeatThrottleInterval: "4s",
} as const;

/**
 * More than are on their way at once. One that sleeps takes 120 KB here, for days if it may: it is read
 * again from its history when it wakes.
 */
const cachedRuns = 400;

export interface TemporalWorkers {
  /** For runs and what they do in Postgres, and one for each place outside but messages. */
  fixed: Worker[];
  /** Makes the one that takes what stands in a channel's task queue. */
  senderOf(channel: string, limits: ChannelLimits): Promise<Worker>;
}

export async function temporalWorkers(
  connection: NativeConnection,
  deps: WorkerDependencies,
): Promise<TemporalWorkers> {
  const { db, renderer, channels, config, notifyWork, telemetry, log, identity } = deps;
  const findBlock = versionCache();
  // Events that blocks send go the way of all events, inside the transaction of their step.
  const { namespace, taskQueue, workerDeployment } = config.temporal;
  const interceptors = await workerInterceptors(telemetry);
  const named = identity === undefined ? {} : { identity };
  const shared = {
    connection,
    namespace,
    ...named,
    ...withEnding,
    ...heartbeats,
    ...interceptors,
    ...releaseOf(workerDeployment),
  };
  const sending = { db, renderer, findBlock, channels, log };
  useLeanWorkflowThreads();
  const bundle = await workflowBundle({ isTraced: telemetry.workflowSpans !== undefined });
  const runs = await Worker.create({
    ...shared,
    taskQueue,
    workflowBundle: bundle,
    activities: {
      ...databaseActivities({ db, renderer, findBlock, notifyWork }),
      ...messagesHere(sending),
    },
    maxConcurrentLocalActivityExecutions: 50,
    maxCachedWorkflows: cachedRuns,
  });
  const messages = messageActivities(sending);
  const senderOf: TemporalWorkers["senderOf"] = (channel, { concurrency, perSecond }) =>
    Worker.create({
      ...shared,
      taskQueue: taskQueueOf(taskQueue, { place: "message", channel }),
      activities: messages,
      // Beside those that send, some that are rendered: none takes a sender's place by lasting long.
      maxConcurrentActivityTaskExecutions: concurrency + renderedBeside,
      ...(perSecond !== undefined && { maxTaskQueueActivitiesPerSecond: perSecond }),
    });
  const bulk = await Worker.create({
    ...shared,
    taskQueue: taskQueueOf(taskQueue, { place: "bulk" }),
    activities: broadcastActivities(sending),
    // One that waits for its channel's rate for hours must not keep those of other channels from going;
    // each holds up to two pages of messages in memory.
    maxConcurrentActivityTaskExecutions: 8,
  });
  const webhook = await Worker.create({
    ...shared,
    taskQueue: taskQueueOf(taskQueue, { place: "webhook" }),
    activities: webhookActivities({
      db,
      renderer,
      findBlock,
      log,
      secretsKeys: config.secretsKeys,
      // Never closed: its connections end by themselves some seconds after their last call.
      agent: guardedAgent({ allowed: config.webhooks.allowPrivateHosts }),
    }),
    maxConcurrentActivityTaskExecutions: config.webhooks.concurrency,
  });
  const fanOuts = await withLateThreads(() =>
    Worker.create({
      ...shared,
      taskQueue: fanOutQueueOf(taskQueue),
      workflowBundle: bundle,
      activities: fanOutActivities({ db, notifyWork }),
      // Each page keeps a connection to Postgres busy.
      maxConcurrentActivityTaskExecutions: 2,
      maxCachedWorkflows: 20,
      workflowThreadPoolSize: 1,
    }),
  );
  return { fixed: [runs, bulk, webhook, fanOuts], senderOf };
}

/**
 * Which release a worker is, for Temporal. In a worker deployment it gets only what is routed to it, and
 * runs go on with the release that is current: the interpreter follows what earlier ones have done.
 */
function releaseOf(deployment: Config["temporal"]["workerDeployment"]) {
  if (deployment === undefined) return { buildId: interpreterBuildId };
  const { name: deploymentName, buildId } = deployment;
  return {
    workerDeploymentOptions: {
      version: { deploymentName, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: "AUTO_UPGRADE",
    },
  } as const;
}

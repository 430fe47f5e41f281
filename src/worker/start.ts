import { requireSecretSettings } from "../services/secrets/secret-settings.ts";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@temporalio/client";
import { NativeConnection } from "@temporalio/worker";
import type { Logger } from "pino";
import { openChannels } from "../channels/open.ts";
import type { Config } from "../platform/config/config.ts";
import { openDatabase } from "../db/core/database.ts";
import { recordWorkerHeartbeat, removeWorker } from "../db/core/housekeeping.ts";
import { newestSignOfLife } from "../db/core/workers-seen.ts";
import { doubtMark } from "../db/queue/temporal-mark.ts";
import { listenForWork } from "../db/queue/work-listener.ts";
import { startDispatcher } from "../dispatch/dispatcher.ts";
import { pulse } from "../dispatch/temporal-ahead.ts";
import { guardTemporal } from "../dispatch/temporal-guard.ts";
import { createIngest } from "../ingest/create.ts";
import { interpreterBuildId } from "../domain/interpreter.ts";
import type { ProcessStanding } from "../domain/process-standing.ts";
import { ofChannelPauses, ofDrains, ofReplays } from "../domain/process-standing.ts";
import { guardedAgent } from "../platform/address-guard/agent.ts";
import { Refusal } from "../platform/logging/refuse.ts";
import { temporalConnectionError } from "../platform/temporal/connection-error.ts";
import { temporalConnectionOptions } from "../platform/temporal/connection.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { loadLinkSigner } from "../services/clicks/link-signer.ts";
import { ownVersion } from "../platform/version.ts";
import { isOfOthers } from "../services/deployment/claim.ts";
import { workNotifier } from "../db/queue/work-notice.ts";
import type { RendererPool } from "../rendering/pool.ts";
import { rendererPool } from "../rendering/pool.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { followSetups, startSenders } from "./channel-senders.ts";
import { observe } from "./observe/observe.ts";
import { sweepTimer } from "./observe/sweep-timer.ts";
import { isAlive } from "../services/workers/polling.ts";
import { ownStanding } from "../services/workers/own-standing.ts";
import { followRouting } from "./promotion.ts";
import { requireOwnDeployment, requireOwnQueue, requireSchema } from "./requirements.ts";
import { queueStanding } from "./standing.ts";
import { startSweeps } from "./sweeps.ts";
import { clientInterceptors } from "./temporal-interceptors.ts";
import { temporalWorkers } from "./temporal-workers.ts";

export interface RunningWorker {
  /** Resolves (or fails) when it has ended, asked to or not. */
  done: Promise<void>;
  /** Ends in order: no new work, then what is in progress, then the connections. */
  stop(): void;
}

const dispatcherEndsMs = 2_000;

/**
 * A worker process's parts: Temporal workers, dispatcher and sweeps on one connection.
 * @param given threads for others' content; those that are given to it stay when it ends
 */
export async function startWorker(
  config: Config,
  databaseUrl: string,
  log: Logger,
  telemetry: Telemetry,
  given?: Renderer,
): Promise<RunningWorker> {
  const workerId = `${hostname()}/${process.pid}`;
  const self = {
    version: ownVersion,
    build: interpreterBuildId,
    startedAt: new Date(),
  };

  const db = openDatabase(databaseUrl, config.database.connections, { telemetry });
  const schema = await requireSchema(db, log, () => stop());
  const { namespace, taskQueue } = config.temporal;
  const deployment = { namespace, taskQueue };
  // Asked before it is alive itself: where nobody was, nobody has seen whether Temporal was away.
  const newest = await newestSignOfLife(db);
  if (newest === undefined || !isAlive(newest)) await doubtMark(db);
  await requireOwnDeployment(db, deployment, workerId, log);
  const connection = await connect(config, log);
  await requireOwnQueue(connection, config.temporal, db);
  // The dispatcher's client shares the workers' connection: a run can then start on the spot.
  const guard = guardTemporal(connection, namespace, log);
  guard.onAway(() => void doubtMark(db).catch(() => undefined));
  const client = new Client({
    connection: guard.connection,
    namespace,
    interceptors: await clientInterceptors(telemetry),
  });
  await requireSecretSettings(db, config.secretsKeys);
  const links = await loadLinkSigner(db, config.publicUrl, config.secretsKeys);
  const { renderer, closeRenderer } = threadsFor(telemetry, given);
  const channels = await openChannels({ db, renderer, links, config, log, telemetry });
  const notifier = workNotifier(db);
  const notifyWork = (): void => notifier.notify();
  const { fixed, senderOf } = await temporalWorkers(connection, {
    db,
    renderer,
    channels,
    config,
    notifyWork,
    telemetry,
    log,
    identity: workerId,
  });
  const running = fixed.map((worker) => worker.run());
  const routing = followRouting(connection, config.temporal, log);
  const senders = startSenders({ channels, senderOf, log });
  const dispatcher = startDispatcher({
    db,
    client,
    taskQueue,
    log,
    guard,
    telemetry,
    mayStartHere: routing.isCurrent,
  });
  const follower = followSetups(channels, log);
  const listener = listenForWork(databaseUrl, {
    onWork: () => dispatcher.wake(),
    onChannels: () => follower.look(),
    onShortage: () => channels.yieldSlots(),
  });
  let stopping = false;
  const sweepTimes = sweepTimer(telemetry);
  const observers = telemetry.isMetered
    ? observe({ db, channels, connection, config, telemetry, log })
    : [];
  const ingest = createIngest(db, telemetry);
  const agent = guardedAgent({ allowed: config.webhooks.allowPrivateHosts });
  const heeds = [ofChannelPauses, ofDrains, ofReplays];
  /** How it stands goes with its sign of life. */
  const sayHow = (): Promise<void> => {
    const queues = [...fixed, ...senders.workers()].map(queueStanding);
    const standing = { ...ownStanding(stopping, renderingOf(renderer)), queues, heeds };
    return recordWorkerHeartbeat(db, workerId, { ...self, standing });
  };
  const sweeps = startSweeps({
    db,
    renderer,
    client,
    taskQueue,
    ingest,
    dispatcher,
    agent,
    log,
    links,
    config,
    timed: sweepTimes.timed,
    signOfLife: async () => {
      await sayHow();
      if (await isOfOthers(db, deployment)) {
        log.error("the database was handed over to workers with other names: this one ends");
        stop();
        return;
      }
      await pulse({ db, client, taskQueue, log });
    },
  });

  function stop(): void {
    if (stopping) return;
    stopping = true;
    sayHow().catch(() => undefined);
    // A call that Temporal does not answer must not hold up the rest.
    void Promise.race([dispatcher.stop(), sleep(dispatcherEndsMs)]).then(() => {
      for (const worker of fixed) if (worker.getState() === "RUNNING") worker.shutdown();
      senders.stop();
    });
  }

  async function finish(): Promise<void> {
    try {
      await Promise.all([...running, senders.done]);
    } finally {
      stop();
      await Promise.allSettled([...running, senders.done]);
      await follower.stop();
      schema.stop();
      await routing.stop();
      for (const stopObserving of observers) stopObserving();
      sweepTimes.stop();
      await listener.close();
      await Promise.all(sweeps.map((sweep) => sweep.stop()));
      await dispatcher.stop();
      await guard.stop();
      await notifier.close();
      await ingest.close();
      await closeRenderer();
      await removeWorker(db, workerId).catch(() => undefined);
      await channels.close();
      await agent.close();
      await connection.close();
      await db.close();
    }
    const why = schema.unfit();
    if (why !== undefined) throw new Refusal(why);
  }

  return { done: finish(), stop };
}

function threadsFor(telemetry: Telemetry, given?: Renderer) {
  if (given !== undefined) return { renderer: given, closeRenderer: () => undefined };
  const renderer = rendererPool({ telemetry });
  return { renderer, closeRenderer: () => renderer.close() };
}

/** Of threads that were given to it, others tell. */
function renderingOf(renderer: Renderer): ProcessStanding["rendering"] {
  return "standing" in renderer ? (renderer as RendererPool).standing() : null;
}

/** Waits for Temporal: a worker that starts before its server is no fault. */
async function connect(config: Config, log: Logger): Promise<NativeConnection> {
  const options = await temporalConnectionOptions(config.temporal);
  for (let pause = 250; ; pause = Math.min(5_000, pause * 2)) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      const fault = temporalConnectionError(error, options.address);
      if (fault !== undefined) throw new Refusal(fault);
      log.warn(
        { err: error instanceof Error ? error.message : error },
        "Temporal does not answer yet",
      );
      await sleep(pause);
    }
  }
}

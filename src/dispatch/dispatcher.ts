import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import type { Database } from "../db/database.ts";
import type { ClaimedRun, ClaimedSignal } from "../db/dispatch-queue.ts";
import {
  claimRuns,
  claimSignals,
  dropObsoleteSignals,
  hasSignals,
  noteDelivered,
  noteNotDelivered,
  noteNotStarted,
  noteStarted,
  stopUnstarted,
} from "../db/dispatch-queue.ts";
import { groupCommit } from "../db/group-commit.ts";
import { deliverSignal } from "./deliver-signal.ts";
import { startFanOuts } from "./start-fan-out.ts";
import { reconcile } from "./reconcile.ts";
import { startRun } from "./start-run.ts";

export interface DispatcherOptions {
  db: Database;
  client: Client;
  /** Of the workers that carry runs. */
  taskQueue: string;
  log: Logger;
  /** Whether runs may begin on this very worker; needs a client on the worker's connection. */
  eager?: boolean;
  /** Calls to Temporal under way at once. */
  concurrency?: number;
  /** How often to look when nobody says that there is something, in milliseconds. */
  sweepMs?: number;
}

export interface Dispatcher {
  /** There may be work. */
  wake(): void;
  /** Takes no more work and resolves when what is under way is done. */
  stop(): Promise<void>;
}

const leaseSeconds = 30;
const longestPauseMs = 5_000;

/**
 * Carries committed decisions to Temporal: claims rows under a lease, makes the call outside any
 * transaction, notes the outcome. Killed anywhere, another dispatcher does the same again when the
 * lease is over; the run's id makes that harmless.
 */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { db, client, taskQueue, log, eager = true, concurrency = 32, sweepMs = 2_000 } = options;
  let stopping = false;
  let wanted = true;
  let round: Promise<void> | undefined;
  let pauseMs = 0;
  let timer: NodeJS.Timeout | undefined;

  const started = groupCommit<{ id: string; temporalRunId: string | null }, null>({
    commit: async (group) => {
      await noteStarted(db, group);
      return group.map(() => null);
    },
    isForAll: () => true,
    lanes: 1,
    largest: 500,
  });

  async function start(claimed: ClaimedRun): Promise<boolean> {
    const result = await startRun(client, taskQueue, claimed, eager);
    if (result.outcome === "started") {
      await started.submit([{ id: claimed.id, temporalRunId: result.temporalRunId }]);
      return true;
    }
    log.warn({ runId: claimed.id, err: result.message }, "a run could not be started");
    const away = result.outcome === "away";
    await noteNotStarted(
      db,
      claimed.id,
      result.message,
      away ? 0 : backoffSeconds(claimed.attempts),
    );
    return !away;
  }

  async function deliver(signal: ClaimedSignal): Promise<boolean> {
    const result = await deliverSignal(client, signal);
    if (result.outcome === "delivered") {
      await noteDelivered(db, signal.id);
      return true;
    }
    if (result.outcome === "not_found") {
      // It has just ended (the next round drops the signal), was closed by an operator, or was lost.
      const { runId: id, temporalId, retries } = signal;
      await reconcile(db, client, [{ id, temporalId, retries }]);
    }
    const away = result.outcome === "away";
    await noteNotDelivered(db, signal.id, away ? 0 : backoffSeconds(signal.attempts));
    if (result.outcome === "refused") {
      log.warn({ runId: signal.runId, err: result.message }, "a stop could not be delivered");
    }
    return !away;
  }

  /** One pass over what waits. @returns whether there may be more. */
  async function pass(): Promise<boolean> {
    if (await hasSignals(db)) await stopUnstarted(db);
    const runs = await claimRuns(db, concurrency, leaseSeconds);
    const startsDone = await Promise.all(runs.map(start));
    startsDone.push(...(await startFanOuts({ db, client, taskQueue, log }, leaseSeconds)));
    const signals = (await hasSignals(db)) ? await signalsToDeliver() : [];
    const deliveriesDone = await Promise.all(signals.map(deliver));
    if ([...startsDone, ...deliveriesDone].includes(false)) throw new Error("Temporal is away");
    return runs.length === concurrency || signals.length === concurrency;
  }

  async function signalsToDeliver(): Promise<ClaimedSignal[]> {
    await dropObsoleteSignals(db);
    return claimSignals(db, concurrency, leaseSeconds);
  }

  async function work(): Promise<void> {
    try {
      while (wanted && !stopping) {
        wanted = false;
        if (await pass()) wanted = true;
        pauseMs = 0;
      }
    } catch (error) {
      pauseMs = Math.min(longestPauseMs, Math.max(250, pauseMs * 2));
      log.warn(
        { err: error instanceof Error ? error.message : error, pauseMs },
        "the dispatcher pauses",
      );
    }
    round = undefined;
    clearTimeout(timer);
    if (!stopping) timer = setTimeout(wake, pauseMs > 0 ? pauseMs : sweepMs);
  }

  function wake(): void {
    wanted = true;
    // While it pauses, only the timer may end the pause: `timer` is what calls then.
    if (!stopping && round === undefined) round = work();
  }

  wake();
  return {
    wake: () => {
      if (pauseMs === 0) wake();
      else wanted = true;
    },
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await round;
      await started.idle();
    },
  };
}

function backoffSeconds(attempts: number): number {
  return Math.min(60, 2 ** Math.min(attempts, 6));
}

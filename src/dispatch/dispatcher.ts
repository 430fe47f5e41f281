import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import type { ClaimedRun } from "../db/queue/claim-runs.ts";
import { claimRuns } from "../db/queue/claim-runs.ts";
import type { Database } from "../db/core/database.ts";
import type { ClaimedSignal } from "../db/queue/dispatch-queue.ts";
import {
  claimSignals,
  dropObsoleteSignals,
  hasSignals,
  markSignalDelivered,
  markSignalNotDelivered,
  markRunNotStarted,
  markRunStarted,
  stopUnstarted,
} from "../db/queue/dispatch-queue.ts";
import { groupCommit } from "../platform/group-commit.ts";
import { admission } from "./admission.ts";
import { deliverSignal } from "./deliver-signal.ts";
import { startFanOuts } from "./start-fan-out.ts";
import { reconcile } from "./reconcile.ts";
import { startRun } from "./start-run.ts";
import type { TemporalGuard } from "./temporal-guard.ts";

export interface DispatcherOptions {
  db: Database;
  client: Client;
  /** Of the workers that carry runs. */
  taskQueue: string;
  log: Logger;
  /** Whether runs may begin on this very worker; needs a client on the worker's connection. */
  eager?: boolean;
  /** Knows when Temporal is away: nothing is claimed then. */
  guard?: Pick<TemporalGuard, "isAway" | "onBack">;
  /** How often to look when nobody says that there is something, in milliseconds. */
  sweepMs?: number;
}

export interface Dispatcher {
  /** There may be work. */
  wake(): void;
  /** Takes no more work and resolves when what is in progress is done. */
  stop(): Promise<void>;
}

const leaseSeconds = 30;
const maxPauseMs = 5_000;
/** How often to look for room while more waits than may set out. */
const fullPauseMs = 40;
const busySeconds = 1;

/**
 * Carries committed decisions to Temporal: claims rows under a lease, makes the call outside any
 * transaction, notes the outcome. Killed anywhere, another dispatcher does the same again when the
 * lease is over; the run's id makes that harmless. It claims what can begin soon (see `admission`):
 * the rest waits in Postgres, in its order.
 */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { db, client, taskQueue, log, eager = true, sweepMs = 2_000, guard } = options;
  const admitted = admission(() => performance.now());
  let stopping = false;
  let wanted = true;
  let round: Promise<void> | undefined;
  let pauseMs = 0;
  let timer: NodeJS.Timeout | undefined;

  const started = groupCommit<{ id: string; temporalRunId: string | null }, null>({
    commit: async (group) => {
      await markRunStarted(db, group);
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
    await markRunNotStarted(db, claimed.id, result.message, pauseAfter(result.outcome, claimed));
    return result.outcome !== "away";
  }

  function pauseAfter(
    outcome: "away" | "busy" | "refused",
    { attempts }: { attempts: number },
  ): number {
    if (outcome === "away") return 0;
    if (outcome === "refused") return backoffSeconds(attempts);
    admitted.refused();
    return busySeconds;
  }

  async function deliver(signal: ClaimedSignal): Promise<boolean> {
    const result = await deliverSignal(client, signal);
    if (result.outcome === "delivered") {
      await markSignalDelivered(db, signal.id);
      return true;
    }
    if (result.outcome === "not_found") {
      // It has just ended (the next round drops the signal), was closed by an operator, or was lost.
      const { runId: id, temporalId, retries } = signal;
      await reconcile(db, client, [{ id, temporalId, retries }]);
    }
    const outcome = result.outcome === "not_found" ? "refused" : result.outcome;
    await markSignalNotDelivered(db, signal.id, pauseAfter(outcome, signal));
    if (result.outcome === "refused") {
      log.warn({ runId: signal.runId, err: result.message }, "a stop could not be delivered");
    }
    return outcome !== "away";
  }

  /** Makes calls, and has the number of those to come follow how soon they are answered. */
  async function call<Item>(
    items: readonly Item[],
    make: (item: Item) => Promise<boolean>,
  ): Promise<void> {
    if (items.length === 0) return;
    const wasFull = items.length >= admitted.calls();
    let slowest = 0;
    const answers = await Promise.all(
      items.map(async (item) => {
        const began = performance.now();
        const there = await make(item);
        slowest = Math.max(slowest, performance.now() - began);
        return there;
      }),
    );
    if (answers.includes(false)) throw new Error("Temporal is away");
    admitted.answered(slowest, wasFull);
  }

  /** One pass over what waits. @returns whether there is more: now, or when there is room for it */
  async function pass(): Promise<"more" | "full" | "none"> {
    if (await hasSignals(db)) await stopUnstarted(db);
    const runs = await claimRuns(db, admitted.rooms, leaseSeconds);
    const isMore = admitted.isFull();
    await call(runs, start);
    const fanOuts = await startFanOuts({ db, client, taskQueue, log }, leaseSeconds);
    if (fanOuts.includes(false)) throw new Error("Temporal is away");
    const most = admitted.calls();
    const signals = (await hasSignals(db)) ? await signalsToDeliver(most) : [];
    await call(signals, deliver);
    if (signals.length === most || (isMore && runs.length > 0)) return "more";
    return isMore ? "full" : "none";
  }

  async function signalsToDeliver(most: number): Promise<ClaimedSignal[]> {
    await dropObsoleteSignals(db);
    return claimSignals(db, most, leaseSeconds);
  }

  async function work(): Promise<void> {
    try {
      while (wanted && !stopping) {
        wanted = false;
        const rest = await pass();
        if (rest !== "none") wanted = true;
        if (rest === "full") await sleep(fullPauseMs);
        pauseMs = 0;
      }
    } catch (error) {
      pauseMs = Math.min(maxPauseMs, Math.max(250, pauseMs * 2));
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
    // It wakes again when Temporal is back.
    if (guard?.isAway() === true) return;
    // While it pauses, only the timer may end the pause: `timer` is what calls then.
    if (!stopping && round === undefined) round = work();
  }

  guard?.onBack(() => {
    pauseMs = 0;
    wake();
  });
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

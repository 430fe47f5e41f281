import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { Room } from "../db/queue/claim-runs.ts";
import { claimRuns } from "../db/queue/claim-runs.ts";
import { claimSignals, dropObsoleteSignals, stopUnstarted } from "../db/queue/dispatch-queue.ts";
import { claimFanOuts } from "../db/queue/fan-out-queue.ts";
import type { WaitingWork } from "../db/queue/waiting-work.ts";
import { waitingWork } from "../db/queue/waiting-work.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { admission } from "./admission.ts";
import { callsInProgress } from "./calls-in-progress.ts";
import { createHandover } from "./handover.ts";
import type { TemporalGuard } from "./temporal-guard.ts";

export interface DispatcherOptions {
  db: Database;
  client: Client;
  /** Of the workers that carry runs. */
  taskQueue: string;
  log: Logger;
  /** Whether runs may begin on this very worker; needs a client on the worker's connection. */
  mayStartHere?: () => boolean;
  /** Knows when Temporal is away: nothing is claimed then. */
  guard?: Pick<TemporalGuard, "isAway" | "onBack">;
  /** How often to look when nobody says that there is something, in milliseconds. */
  sweepMs?: number;
  telemetry?: Telemetry;
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
const fullPauseMs = 50;
const maxFanOuts = 8;

/** What is left after a look: more that can be taken now, more than may set out, or nothing. */
type Rest = "more" | "full" | "none";

/**
 * Carries committed decisions to Temporal: claims rows under a lease, makes the calls outside any
 * transaction, notes the outcome. Killed anywhere, another dispatcher does the same again when the
 * lease is over; the run's id makes that harmless. It claims what can begin soon (see `admission`):
 * the rest waits in Postgres, in its order. It claims again as calls come back, without waiting for
 * the slowest of them.
 */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { db, client, taskQueue, log, mayStartHere = () => true, sweepMs = 2_000, guard } = options;
  const { telemetry } = options;
  const admitted = admission(() => performance.now());
  const calls = callsInProgress(admitted.calls, fail);
  const handover = createHandover({
    db,
    client,
    taskQueue,
    log,
    mayStartHere,
    telemetry,
    onRefused: admitted.refused,
    onStarted: () => {
      if (signalsWait) wake();
    },
    onFailure: fail,
  });
  let stopping = false;
  let wanted = true;
  let round: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;
  let pauseMs = 0;
  let timer: NodeJS.Timeout | undefined;
  /** Of the last look: whether signals wait, and whether as many calls were begun as may be. */
  let signalsWait = false;
  let isCrowded = false;

  /** Makes calls, and has the number of those to come follow how soon they are answered. */
  function call<Item>(items: readonly Item[], make: (item: Item) => Promise<boolean>): void {
    for (const item of items) {
      calls.begin(async () => {
        const began = performance.now();
        if (!(await make(item))) throw new Error("Temporal is away");
        admitted.answered(performance.now() - began, isCrowded);
        endPause();
      });
    }
  }

  /** One pass over what waits. */
  async function pass(): Promise<Rest> {
    await calls.room();
    if (failure !== undefined) throw failure.error;
    const found = await waitingWork(db);
    signalsWait = found.hasSignals;
    const rests: Rest[] = [];
    if (found.hasSignals) rests.push(await takeSignals());
    if (found.hasFanOuts) rests.push(await takeFanOuts());
    rests.push(await takeRuns(found));
    isCrowded = calls.free() === 0;
    if (calls.free() === admitted.calls()) endPause();
    return rests.find((rest) => rest === "more") ?? rests.find((rest) => rest === "full") ?? "none";
  }

  /** Half of the calls that may be begun are left to runs. */
  async function takeSignals(): Promise<Rest> {
    await stopUnstarted(db);
    await dropObsoleteSignals(db);
    const most = Math.ceil(calls.free() / 2);
    const signals = await claimSignals(db, most, leaseSeconds);
    call(signals, handover.signal);
    return signals.length === most ? "more" : "none";
  }

  async function takeFanOuts(): Promise<Rest> {
    const fanOuts = await claimFanOuts(db, maxFanOuts, leaseSeconds);
    call(fanOuts, handover.fanOut);
    return fanOuts.length === maxFanOuts ? "more" : "none";
  }

  async function takeRuns({ lanes, workers }: WaitingWork): Promise<Rest> {
    const waiting = lanes.filter(({ isWaiting }) => isWaiting);
    const rooms = admitted.rooms(lanes, workers, calls.free());
    const runs = rooms.length === 0 ? [] : await claimRuns(db, rooms, leaseSeconds);
    call(runs, handover.run);
    const isFilled = ({ place, room }: Room): boolean =>
      runs.filter(({ lane }) => lane === place).length === room;
    if (rooms.some(isFilled)) return "more";
    // Those of a lane without room, or that another dispatcher is just about to take.
    return waiting.length > rooms.length || (waiting.length > 0 && runs.length === 0)
      ? "full"
      : "none";
  }

  async function work(): Promise<void> {
    try {
      while ((wanted || failure !== undefined) && !stopping) {
        wanted = false;
        const rest = await pass();
        if (rest !== "none") wanted = true;
        if (rest === "full") await sleep(fullPauseMs);
      }
    } catch (error) {
      failure = undefined;
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

  /** Has the round that goes on, or a new one, pause. What else fails during a pause is no news. */
  function fail(error: unknown): void {
    if (pauseMs > 0 && round === undefined) return;
    failure ??= { error };
    round ??= work();
  }

  function endPause(): void {
    if (pauseMs === 0) return;
    pauseMs = 0;
    if (wanted) wake();
  }

  function wake(): void {
    wanted = true;
    // It wakes again when Temporal is back.
    if (guard?.isAway() === true) return;
    // While it pauses, only the timer may end the pause: `timer` is what calls then.
    // Whoever wakes it may be within a trace: what it does is not of that one alone.
    if (!stopping && round === undefined) round = context.with(ROOT_CONTEXT, work);
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
      await calls.idle();
      await handover.noted();
    },
  };
}

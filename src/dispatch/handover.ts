import { performance } from "node:perf_hooks";
import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { ClaimedRun } from "../db/queue/claim-runs.ts";
import type { ClaimedSignal, StartedRun } from "../db/queue/dispatch-queue.ts";
import {
  markRunNotStarted,
  markRunsStarted,
  markSignalNotDelivered,
  markSignalsDelivered,
} from "../db/queue/dispatch-queue.ts";
import type { ClaimedFanOut } from "../db/queue/fan-out-queue.ts";
import { markFanOutNotStarted, markFanOutStarted } from "../db/queue/fan-out-queue.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { noTelemetry } from "../platform/telemetry/telemetry.ts";
import { deliverSignal } from "./deliver-signal.ts";
import { groupedNotes } from "./grouped-notes.ts";
import { reconcile } from "./reconcile.ts";
import { startFanOut } from "./start-fan-out.ts";
import { startRun } from "./start-run.ts";
import { watchCalls } from "./watch-calls.ts";

/** Hands what was claimed to Temporal and notes what became of it. Each says whether Temporal was there. */
export interface Handover {
  run(claimed: ClaimedRun): Promise<boolean>;
  fanOut(claimed: ClaimedFanOut): Promise<boolean>;
  signal(claimed: ClaimedSignal): Promise<boolean>;
  /** Resolves when everything is noted that was handed over before. */
  noted(): Promise<void>;
}

export interface HandoverOptions {
  db: Database;
  client: Client;
  taskQueue: string;
  log: Logger;
  /** Whether a run may be started on the spot, by a worker of this process. */
  mayStartHere(): boolean;
  /** The server has too much to do. */
  onRefused(): void;
  /** Starts were noted: signals for those runs can be claimed from now on. */
  onStarted(): void;
  /** What was handed over could not be noted: it is handed over again when its lease is over. */
  onFailure(error: unknown): void;
  telemetry?: Telemetry | undefined;
}

/** A short run has ended by then, and what is noted of its start costs no more than its row. */
const noteAfterMs = 150;
const busySeconds = 1;
const fanOutRetrySeconds = 10;

export function createHandover(options: HandoverOptions): Handover {
  const { db, client, taskQueue, log, mayStartHere, onFailure, telemetry = noTelemetry } = options;
  const { isMetered, metrics } = telemetry;
  const watched = watchCalls(telemetry);
  const started = groupedNotes<StartedRun>(
    noteAfterMs,
    async (runs) => {
      const left = await markRunsStarted(db, runs);
      options.onStarted();
      return left;
    },
    onFailure,
  );
  const delivered = groupedNotes<string>(
    noteAfterMs,
    async (ids) => {
      await markSignalsDelivered(db, ids);
      return [];
    },
    onFailure,
  );

  async function run(claimed: ClaimedRun): Promise<boolean> {
    const began = performance.now();
    const result = await watched("run", claimed.trace, () =>
      startRun(client, taskQueue, claimed, mayStartHere()),
    );
    if (result.outcome === "started") {
      if (isMetered) measureStart(claimed, (performance.now() - began) / 1_000);
      const { id, retry } = claimed;
      started.add({ id, retry, temporalRunId: result.temporalRunId });
      return true;
    }
    log.warn({ runId: claimed.id, err: result.message }, "a run could not be started");
    await markRunNotStarted(db, claimed, result.message, pauseAfter(result.outcome, claimed));
    return result.outcome !== "away";
  }

  /** One that goes on after failing has waited for a person, and not for us. */
  function measureStart({ retry, waited }: ClaimedRun, seconds: number): void {
    metrics.runsStarted.add(1);
    if (retry === 0) metrics.dispatchLatency.record(waited + seconds);
  }

  function pauseAfter(
    outcome: "away" | "busy" | "refused",
    { attempts }: { attempts: number },
  ): number {
    if (outcome === "away") return 0;
    if (outcome === "refused") return backoffSeconds(attempts);
    options.onRefused();
    return busySeconds;
  }

  async function fanOut(claimed: ClaimedFanOut): Promise<boolean> {
    const result = await watched("fan_out", null, () => startFanOut(client, taskQueue, claimed));
    if (result.outcome === "started") {
      await markFanOutStarted(db, claimed.id);
      return true;
    }
    log.warn({ fanOutId: claimed.id, err: result.message }, "a fan-out could not be started");
    const isAway = result.outcome === "away";
    await markFanOutNotStarted(db, claimed.id, result.message, isAway ? 0 : fanOutRetrySeconds);
    return !isAway;
  }

  async function signal(claimed: ClaimedSignal): Promise<boolean> {
    const result = await watched("signal", claimed.trace, () => deliverSignal(client, claimed));
    if (result.outcome === "delivered") {
      delivered.add(claimed.id);
      return true;
    }
    if (result.outcome === "not_found") {
      // It has just ended (the next round drops the signal), was closed by an operator, or was lost.
      const { runId: id, temporalId, retries } = claimed;
      await reconcile(db, client, [{ id, temporalId, retries }]);
    }
    const outcome = result.outcome === "not_found" ? "refused" : result.outcome;
    await markSignalNotDelivered(db, claimed.id, pauseAfter(outcome, claimed));
    if (result.outcome === "refused") {
      log.warn({ runId: claimed.runId, err: result.message }, "a stop could not be delivered");
    }
    return outcome !== "away";
  }

  return {
    run,
    fanOut,
    signal,
    noted: async () => {
      await started.written();
      await delivered.written();
    },
  };
}

function backoffSeconds(attempts: number): number {
  return Math.min(60, 2 ** Math.min(attempts, 6));
}

import type { Counter, Histogram, Meter, ObservableGauge } from "@opentelemetry/api";
import { divided, longBuckets } from "./buckets.ts";

type BlockLabels = { kind: string; outcome: BlockOutcome };
export type QueuedKind = "run" | "signal" | "fan_out";

/** How one attempt at a block ended: with a branch, at a wait, with its run, or in one of two failures. */
export type BlockOutcome = "done" | "waiting" | "run_ended" | "retried" | "failed";

/** What a call to Temporal came to: it was taken, nobody is there, it has too much to do, or it won't. */
export type CallOutcome = "taken" | "not_found" | "away" | "busy" | "refused";

export type RunEndStatus = "completed" | "stopped" | "failed";

/** From the moment a run could begin to the second at which somebody notices that it has not. */
const latencyBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];

export interface RunMetrics {
  blockDuration: Histogram<BlockLabels>;
  runsStarted: Counter;
  runsEnded: Counter<{ status: RunEndStatus }>;
  runsOpen: ObservableGauge<{ status: "pending" | "running" }>;
  waitsOpen: ObservableGauge;
  dispatchLatency: Histogram;
  dispatchCalls: Counter<{ kind: QueuedKind; outcome: CallOutcome }>;
  backlog: ObservableGauge<{ kind: QueuedKind }>;
  backlogAge: ObservableGauge<{ kind: QueuedKind }>;
}

export function runMetrics(meter: Meter): RunMetrics {
  const runsEnded = meter.createCounter<{ status: RunEndStatus }>("campanile_runs_ended_total", {
    description: "Runs by how they ended, counted once that is committed.",
  });
  for (const status of ["completed", "stopped", "failed"] as const) runsEnded.add(0, { status });
  return {
    blockDuration: meter.createHistogram("campanile_block_duration_seconds", {
      description: "How long an attempt at a block took in a worker.",
      ...divided(longBuckets),
    }),
    runsStarted: meter.createCounter("campanile_runs_started_total", {
      description: "Runs that this worker has handed to Temporal.",
    }),
    runsEnded,
    runsOpen: meter.createObservableGauge("campanile_runs_open", {
      description: "Runs that have not ended: counted where they are few, estimated where many.",
    }),
    waitsOpen: meter.createObservableGauge("campanile_waits_open", {
      description: "Waits and goals that runs stand at or watch for, counted or estimated.",
    }),
    dispatchLatency: meter.createHistogram("campanile_dispatch_latency_seconds", {
      description: "From the receipt of an event until Temporal has taken the run that it starts.",
      ...divided(latencyBuckets),
    }),
    dispatchCalls: meter.createCounter("campanile_dispatch_calls_total", {
      description: "What dispatchers have offered Temporal, by what came of it.",
    }),
    backlog: meter.createObservableGauge("campanile_dispatch_backlog", {
      description: "What is committed and waits to be handed to Temporal.",
    }),
    backlogAge: meter.createObservableGauge("campanile_dispatch_backlog_oldest_age_seconds", {
      description: "For how long the oldest of the backlog has waited.",
    }),
  };
}

import type { Counter, Histogram, Meter, ObservableGauge } from "@opentelemetry/api";
import type { Decision, IngestResult, RefusedEvent } from "../../domain/event.ts";

type EventLabels = { outcome: EventOutcome };
type DecisionLabels = Pick<Decision, "role" | "outcome">;
type BlockLabels = { kind: string; outcome: BlockOutcome };
type MessageLabels = { channel: string; outcome: MessageOutcome };
type BacklogLabels = { kind: "run" | "signal" | "fan_out" };

type EventOutcome = (IngestResult | RefusedEvent)["outcome"];

/** How one attempt at a block ended: with a branch, at a wait, with its run, or in one of two failures. */
export type BlockOutcome = "done" | "waiting" | "run_ended" | "retried" | "failed";

/** What became of a message. A deferred one is tried again, and counted each time that it is deferred. */
export type MessageOutcome = "sent" | "failed" | "unknown" | "deferred" | "not_sent";

/**
 * Every metric that there is. Labels take few values and name no person, contact, run or event: each
 * combination is a time series that Prometheus keeps. What they mean is told in
 * docs/reference/metrics.md.
 */
export interface Metrics {
  events: Counter<EventLabels>;
  decisions: Counter<DecisionLabels>;
  blockDuration: Histogram<BlockLabels>;
  messages: Counter<MessageLabels>;
  backlog: ObservableGauge<BacklogLabels>;
  backlogAge: ObservableGauge<BacklogLabels>;
}

/** What something can be measured through: a transaction, which may be rolled back yet. */
export interface Measuring {
  /**
   * Records what is about to be true: once the transaction is committed, and never for an attempt
   * that is rolled back. Outside of a transaction, at once.
   */
  measure(record: (metrics: Metrics) => void): void;
}

/** From what Postgres alone takes to what a slow mail server or a large segment takes. */
const blockSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

const eventOutcomes: readonly EventOutcome[] = [
  "accepted",
  "duplicate",
  "message_id_reused",
  "refused",
];

/** Makes the metrics' instruments, once a process. Names follow Prometheus' conventions. */
export function metricsOf(meter: Meter): Metrics {
  const events = meter.createCounter<EventLabels>("campanile_events_total", {
    description: "Events by what became of them, counted once they are committed.",
  });
  // Told from the beginning: a rate misses what a series that wasn't there begins with.
  for (const outcome of eventOutcomes) events.add(0, { outcome });
  return {
    events,
    decisions: meter.createCounter("campanile_decisions_total", {
      description: "What new events did to the bindings of their types.",
    }),
    blockDuration: meter.createHistogram("campanile_block_duration_seconds", {
      description: "How long an attempt at a block took in a worker.",
      advice: { explicitBucketBoundaries: blockSeconds },
    }),
    messages: meter.createCounter("campanile_messages_total", {
      description: "Messages by channel and by what became of them.",
    }),
    backlog: meter.createObservableGauge("campanile_dispatch_backlog", {
      description: "What is committed and waits to be handed to Temporal.",
    }),
    backlogAge: meter.createObservableGauge("campanile_dispatch_backlog_oldest_age_seconds", {
      description: "For how long the oldest of the backlog has waited.",
    }),
  };
}

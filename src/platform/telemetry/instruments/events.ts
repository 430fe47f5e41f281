import type { Counter, Histogram, Meter } from "@opentelemetry/api";
import type { Decision, IngestResult, RefusedEvent } from "../../../domain/event.ts";
import { divided, shortBuckets } from "./buckets.ts";

type EventOutcome = (IngestResult | RefusedEvent)["outcome"];
type EventLabels = { outcome: EventOutcome };
type DecisionLabels = Pick<Decision, "role" | "outcome">;

/** What a batch of events goes through, in its order. Batches of the plain way leave some out. */
export const ingestPhases = [
  "wait",
  "types",
  "deduplicate",
  "contacts",
  "order",
  "evaluate",
  "decide",
  "write",
  "commit",
] as const;
export type IngestPhase = (typeof ingestPhases)[number];

const eventOutcomes: readonly EventOutcome[] = [
  "accepted",
  "duplicate",
  "message_id_reused",
  "refused",
];
const batchSizes = [1, 2, 5, 10, 20, 50, 100, 200, 500];

export interface EventMetrics {
  events: Counter<EventLabels>;
  decisions: Counter<DecisionLabels>;
  ingestPhase: Histogram<{ phase: IngestPhase }>;
  ingestBatch: Histogram;
}

export function eventMetrics(meter: Meter): EventMetrics {
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
    ingestPhase: meter.createHistogram("campanile_ingest_phase_duration_seconds", {
      description: "How long a group of events took in a phase of its transaction.",
      ...divided(shortBuckets),
    }),
    ingestBatch: meter.createHistogram("campanile_ingest_batch_events", {
      description: "How many events shared a transaction.",
      ...divided(batchSizes),
    }),
  };
}

import type { Meter } from "@opentelemetry/api";
import type { DatabaseMetrics } from "./instruments/database.ts";
import { databaseMetrics } from "./instruments/database.ts";
import type { EventMetrics } from "./instruments/events.ts";
import { eventMetrics } from "./instruments/events.ts";
import type { HttpMetrics } from "./instruments/http.ts";
import { httpMetrics } from "./instruments/http.ts";
import type { MessageMetrics } from "./instruments/messages.ts";
import { messageMetrics } from "./instruments/messages.ts";
import type { ProcessMetrics } from "./instruments/process.ts";
import { processMetrics } from "./instruments/process.ts";
import type { RenderingMetrics } from "./instruments/rendering.ts";
import { renderingMetrics } from "./instruments/rendering.ts";
import type { RunMetrics } from "./instruments/runs.ts";
import { runMetrics } from "./instruments/runs.ts";
import type { SweepMetrics } from "./instruments/sweeps.ts";
import { sweepMetrics } from "./instruments/sweeps.ts";
import type { TaskQueueMetrics } from "./instruments/task-queues.ts";
import { taskQueueMetrics } from "./instruments/task-queues.ts";

/**
 * Every metric that there is, by what it is about: the folder instruments/ has them. Labels take few
 * values and name no person, contact, run or event: each combination is a time series that Prometheus
 * keeps. What they mean is told in docs/reference/metrics.md.
 */
export type Metrics = DatabaseMetrics &
  EventMetrics &
  HttpMetrics &
  MessageMetrics &
  ProcessMetrics &
  RenderingMetrics &
  RunMetrics &
  SweepMetrics &
  TaskQueueMetrics;

/** What something can be measured through: a transaction, which may be rolled back yet. */
export interface Measuring {
  /**
   * Records what is about to be true: once the transaction is committed, and never for an attempt
   * that is rolled back. Outside of a transaction, at once.
   */
  measure(record: (metrics: Metrics) => void): void;
}

/** Makes the metrics' instruments, once a process. Names follow Prometheus' conventions. */
export function metricsOf(meter: Meter): Metrics {
  return {
    ...databaseMetrics(meter),
    ...eventMetrics(meter),
    ...httpMetrics(meter),
    ...messageMetrics(meter),
    ...processMetrics(meter),
    ...renderingMetrics(meter),
    ...runMetrics(meter),
    ...sweepMetrics(meter),
    ...taskQueueMetrics(meter),
  };
}

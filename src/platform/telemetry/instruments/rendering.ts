import type { Histogram, Meter, ObservableGauge } from "@opentelemetry/api";
import { divided, shortBuckets } from "./buckets.ts";

type Lane = { lane: "quick" | "slow" };

/** Others' content in threads. */
export interface RenderingMetrics {
  renderingDuration: Histogram<Lane & { outcome: RenderingOutcome }>;
  renderingThreads: ObservableGauge<Lane & { state: "in_use" | "idle" }>;
  renderingWaiting: ObservableGauge<Lane>;
}

/** Of the last three the thread was ended. */
export type RenderingOutcome = "done" | "time" | "memory" | "died";

export function renderingMetrics(meter: Meter): RenderingMetrics {
  return {
    renderingDuration: meter.createHistogram("campanile_rendering_duration_seconds", {
      description: "How long content was worked on in a thread.",
      ...divided(shortBuckets),
    }),
    renderingThreads: meter.createObservableGauge("campanile_rendering_threads", {
      description: "Threads for content, at work or not.",
    }),
    renderingWaiting: meter.createObservableGauge("campanile_rendering_waiting", {
      description: "Content that waits for a thread.",
    }),
  };
}

import type { Counter, Histogram, Meter, ObservableGauge } from "@opentelemetry/api";
import { divided, longBuckets } from "./buckets.ts";

/** What is looked at from time to time. */
export interface SweepMetrics {
  sweepDuration: Histogram<{ sweep: string }>;
  sweepFailures: Counter<{ sweep: string }>;
  sweepLastSuccess: ObservableGauge<{ sweep: string }>;
}

export function sweepMetrics(meter: Meter): SweepMetrics {
  return {
    sweepDuration: meter.createHistogram("campanile_sweep_duration_seconds", {
      description: "How long a sweep took, failed ones among them.",
      ...divided(longBuckets),
    }),
    sweepFailures: meter.createCounter("campanile_sweep_failures_total", {
      description: "Sweeps that have failed.",
    }),
    sweepLastSuccess: meter.createObservableGauge(
      "campanile_sweep_last_success_timestamp_seconds",
      {
        description: "When a sweep has ended well last, as Unix time.",
      },
    ),
  };
}

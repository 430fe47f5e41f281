import type { Counter, Histogram, Meter, ObservableGauge } from "@opentelemetry/api";
import { divided, shortBuckets } from "./buckets.ts";

export interface DatabaseMetrics {
  poolConnections: ObservableGauge<{ state: "in_use" | "idle" }>;
  poolMax: ObservableGauge;
  poolWaiting: ObservableGauge;
  poolWait: Histogram;
  partitionsAhead: ObservableGauge;
  retentionRows: Counter<{ what: string }>;
}

export function databaseMetrics(meter: Meter): DatabaseMetrics {
  return {
    poolConnections: meter.createObservableGauge("campanile_db_pool_connections", {
      description: "Connections to Postgres that this process has open.",
    }),
    poolMax: meter.createObservableGauge("campanile_db_pool_max_connections", {
      description: "How many it may have open, as DATABASE_CONNECTIONS says.",
    }),
    poolWaiting: meter.createObservableGauge("campanile_db_pool_waiting", {
      description: "What waits for a connection of the pool now.",
    }),
    poolWait: meter.createHistogram("campanile_db_pool_wait_seconds", {
      description: "How long it took to get a connection of the pool.",
      ...divided(shortBuckets),
    }),
    partitionsAhead: meter.createObservableGauge("campanile_partitions_ahead_seconds", {
      description: "For how long events find a partition, if no more are made.",
    }),
    retentionRows: meter.createCounter("campanile_retention_rows_total", {
      description: "Rows that were deleted as they had been kept for long enough.",
    }),
  };
}

import type { Histogram, Meter, ObservableCounter, ObservableGauge } from "@opentelemetry/api";
import { divided, shortBuckets } from "./buckets.ts";

/** Names that dashboards for Node.js know. */
export interface ProcessMetrics {
  buildInfo: ObservableGauge<{ version: string; interpreter: string; node: string }>;
  cpuSeconds: ObservableCounter;
  startTime: ObservableGauge;
  residentMemory: ObservableGauge;
  heapUsed: ObservableGauge;
  heapTotal: ObservableGauge;
  externalMemory: ObservableGauge;
  eventLoopLag: ObservableGauge<{ quantile: "0.5" | "0.99" | "1" }>;
  eventLoopUtilization: ObservableGauge;
  gcDuration: Histogram<{ kind: string }>;
  logLinesDropped: ObservableCounter;
}

export function processMetrics(meter: Meter): ProcessMetrics {
  return {
    buildInfo: meter.createObservableGauge("campanile_build_info", {
      description: "1, with what this process runs.",
    }),
    cpuSeconds: meter.createObservableCounter("process_cpu_seconds_total", {
      description: "CPU time of this process, of all its threads.",
    }),
    startTime: meter.createObservableGauge("process_start_time_seconds", {
      description: "When this process was started, as Unix time.",
    }),
    residentMemory: meter.createObservableGauge("process_resident_memory_bytes", {
      description: "Memory that this process holds.",
    }),
    heapUsed: meter.createObservableGauge("nodejs_heap_size_used_bytes", {
      description: "Of the main thread's heap, what is in use.",
    }),
    heapTotal: meter.createObservableGauge("nodejs_heap_size_total_bytes", {
      description: "The main thread's heap.",
    }),
    externalMemory: meter.createObservableGauge("nodejs_external_memory_bytes", {
      description: "Memory outside of the heap that belongs to objects in it.",
    }),
    eventLoopLag: meter.createObservableGauge("nodejs_eventloop_lag_seconds", {
      description: "How late the event loop came to what was due, since the last scrape.",
    }),
    eventLoopUtilization: meter.createObservableGauge("nodejs_eventloop_utilization", {
      description: "The share of time in which the event loop was busy, since the last scrape.",
    }),
    gcDuration: meter.createHistogram("nodejs_gc_duration_seconds", {
      description: "How long garbage collections of the main thread took.",
      ...divided(shortBuckets),
    }),
    logLinesDropped: meter.createObservableCounter("campanile_log_lines_dropped_total", {
      description: "Log lines that were dropped as there was no room for them.",
    }),
  };
}

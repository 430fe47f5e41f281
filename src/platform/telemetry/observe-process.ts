import type { PerformanceEntry } from "node:perf_hooks";
import {
  constants,
  monitorEventLoopDelay,
  performance,
  PerformanceObserver,
} from "node:perf_hooks";
import type { BatchObservableCallback } from "@opentelemetry/api";
import { interpreterBuildId } from "../../domain/interpreter.ts";
import { ownVersion } from "../version.ts";
import type { Telemetry } from "./telemetry.ts";

/** A timer's own period is in what is measured: as often it looks. */
const resolutionMs = 10;
const kinds = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, "major"],
  [constants.NODE_PERFORMANCE_GC_MINOR, "minor"],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, "incremental"],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, "weakcb"],
]);

/**
 * Has this process tell of itself at each scrape. What it measures all the time (the event loop's
 * delay, garbage collections) is measured only where metrics are read.
 * @param dropped how many log lines were dropped since the process began
 * @returns what ends it
 */
export function observeProcess(
  { meter, metrics }: Pick<Telemetry, "meter" | "metrics">,
  dropped: () => number,
): () => void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const collections = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // Node's types leave out what it tells of a collection.
      const { duration, detail } = entry as PerformanceEntry & { detail: { kind: number } };
      const { kind } = detail;
      metrics.gcDuration.record(duration / 1_000, { kind: kinds.get(kind) ?? "other" });
    }
  });
  collections.observe({ entryTypes: ["gc"] });
  let loop = performance.eventLoopUtilization();
  const startedAt = Math.floor(performance.timeOrigin) / 1_000;
  const build = { version: ownVersion, interpreter: interpreterBuildId, node: process.version };

  /** Of nanoseconds between two looks; nothing was seen yet right after a reset. */
  const late = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - resolutionMs / 1e3) : 0;

  const observe: BatchObservableCallback = (result) => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    result.observe(metrics.buildInfo, 1, build);
    result.observe(metrics.cpuSeconds, (user + system) / 1e6);
    result.observe(metrics.startTime, startedAt);
    result.observe(metrics.residentMemory, rss);
    result.observe(metrics.heapUsed, heapUsed);
    result.observe(metrics.heapTotal, heapTotal);
    result.observe(metrics.externalMemory, external);
    result.observe(metrics.eventLoopLag, late(delay.percentile(50)), { quantile: "0.5" });
    result.observe(metrics.eventLoopLag, late(delay.percentile(99)), { quantile: "0.99" });
    result.observe(metrics.eventLoopLag, late(delay.max), { quantile: "1" });
    const now = performance.eventLoopUtilization();
    result.observe(
      metrics.eventLoopUtilization,
      performance.eventLoopUtilization(now, loop).utilization,
    );
    result.observe(metrics.logLinesDropped, dropped());
    loop = now;
    delay.reset();
  };
  const observed = [
    metrics.buildInfo,
    metrics.cpuSeconds,
    metrics.startTime,
    metrics.residentMemory,
    metrics.heapUsed,
    metrics.heapTotal,
    metrics.externalMemory,
    metrics.eventLoopLag,
    metrics.eventLoopUtilization,
    metrics.logLinesDropped,
  ];
  meter.addBatchObservableCallback(observe, observed);
  return () => {
    meter.removeBatchObservableCallback(observe, observed);
    collections.disconnect();
    delay.disable();
  };
}

import type { BatchObservableCallback } from "@opentelemetry/api";
import type { RenderingMetrics } from "../platform/telemetry/instruments/rendering.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import type { LaneOptions } from "./lane.ts";
import { Lane } from "./lane.ts";

type Name = "quick" | "slow";

/** Makes lanes whose jobs are measured, where somebody reads it. */
export function watchedLanes({ isMetered, meter, metrics }: Telemetry): {
  of(name: Name, options: LaneOptions): Lane;
  stop(): void;
} {
  if (!isMetered) return { of: (_name, options) => new Lane(options), stop: () => undefined };
  const { renderingDuration, renderingThreads, renderingWaiting }: RenderingMetrics = metrics;
  const observed = [renderingThreads, renderingWaiting];
  const lanes = new Map<Name, Lane>();
  const observe: BatchObservableCallback = (result) => {
    for (const [lane, { threads, waiting }] of lanes) {
      result.observe(renderingThreads, threads.atWork, { lane, state: "in_use" });
      result.observe(renderingThreads, threads.all - threads.atWork, { lane, state: "idle" });
      result.observe(renderingWaiting, waiting, { lane });
    }
  };
  meter.addBatchObservableCallback(observe, observed);
  return {
    of: (name, options) => {
      const lane = new Lane({
        ...options,
        onEnded: (outcome, seconds) =>
          renderingDuration.record(seconds, {
            lane: name,
            outcome: outcome === "replied" ? "done" : outcome,
          }),
      });
      lanes.set(name, lane);
      return lane;
    },
    stop: () => meter.removeBatchObservableCallback(observe, observed),
  };
}

import { performance } from "node:perf_hooks";
import type { BatchObservableCallback } from "@opentelemetry/api";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";

/** Has a sweep measured, by its name in the log: the same work where nobody reads metrics. */
export type TimeSweep = (sweep: string, work: () => Promise<void>) => () => Promise<void>;

export interface SweepTimer {
  timed: TimeSweep;
  stop(): void;
}

export const untimedSweeps: TimeSweep = (_sweep, work) => work;

export function sweepTimer({ isMetered, meter, metrics }: Telemetry): SweepTimer {
  if (!isMetered) return { timed: untimedSweeps, stop: () => undefined };
  const { sweepDuration, sweepFailures, sweepLastSuccess } = metrics;
  const endedWell = new Map<string, number>();
  const observe: BatchObservableCallback = (result) => {
    for (const [sweep, at] of endedWell) result.observe(sweepLastSuccess, at, { sweep });
  };
  meter.addBatchObservableCallback(observe, [sweepLastSuccess]);
  return {
    timed: (sweep, work) => {
      sweepFailures.add(0, { sweep });
      return async () => {
        const began = performance.now();
        try {
          await work();
          endedWell.set(sweep, Date.now() / 1_000);
        } catch (error) {
          sweepFailures.add(1, { sweep });
          throw error;
        } finally {
          sweepDuration.record((performance.now() - began) / 1_000, { sweep });
        }
      };
    },
    stop: () => meter.removeBatchObservableCallback(observe, [sweepLastSuccess]),
  };
}

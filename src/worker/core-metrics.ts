import type { TelemetryOptions } from "@temporalio/worker";
import { freePort } from "../platform/ports.ts";

export interface CoreMetrics {
  options: NonNullable<TelemetryOptions["metrics"]>;
  /** In Prometheus' text form; nothing while they can't be had. */
  read(): Promise<string>;
}

const patienceMs = 2_000;

/**
 * Metrics of Temporal's core, which is native code and serves them itself: on the loopback address and
 * a port that nobody is told of, from where they are read for our own page
 * (docs/adr/0056-seeing.md). In seconds, and named as Prometheus' conventions ask for.
 */
export async function coreMetrics(): Promise<CoreMetrics> {
  const port = await freePort(0);
  return {
    options: {
      attachServiceName: false,
      prometheus: {
        bindAddress: `127.0.0.1:${port}`,
        countersTotalSuffix: true,
        unitSuffix: true,
        useSecondsForDurations: true,
      },
    },
    read: async () => {
      try {
        const signal = AbortSignal.timeout(patienceMs);
        const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal });
        return answer.ok ? await answer.text() : "";
      } catch {
        return "";
      }
    },
  };
}

import { pino } from "pino";
import type { RunningTelemetry } from "../../src/platform/telemetry/start.ts";
import { startTelemetry } from "../../src/platform/telemetry/start.ts";
import { afterwards } from "./afterwards.ts";

/** Telemetry with metrics on a free port; ended afterwards. */
export async function testTelemetry(): Promise<RunningTelemetry & { metricsPort: number }> {
  const telemetry = await startTelemetry(
    "worker",
    {
      metricsPort: 0,
      metricsHost: "127.0.0.1",
      otlpEndpoint: undefined,
      sampler: "always_on",
      samplerRatio: 1,
    },
    pino({ level: "silent" }),
  );
  afterwards(() => telemetry.close());
  const { metricsPort } = telemetry;
  if (metricsPort === undefined) throw new Error("metrics are off");
  return { ...telemetry, metricsPort };
}

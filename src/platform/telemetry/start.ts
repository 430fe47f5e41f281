import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { listenError } from "../listen-error.ts";
import { metricsOf } from "./metrics.ts";
import { serveMetrics } from "./metrics-server.ts";
import type { Telemetry } from "./telemetry.ts";
import { noTelemetry } from "./telemetry.ts";

export interface RunningTelemetry extends Telemetry {
  /** Where metrics can be scraped; undefined: nowhere. */
  metricsPort: number | undefined;
  close(): Promise<void>;
}

/** A collector that does not answer must not hold up a process that ends. */
const flushMs = 2_000;

/**
 * Starts what the settings ask for: metrics, traces, both, or nothing. OpenTelemetry's SDK is loaded
 * only then.
 * @throws Refusal when the port of the metrics can't be had
 */
export async function startTelemetry(
  service: "api" | "worker",
  { metricsPort, metricsHost, otlpEndpoint }: Config["telemetry"],
  log: Logger,
): Promise<RunningTelemetry> {
  const metered =
    metricsPort === undefined ? undefined : await startMetrics(metricsPort, metricsHost, log);
  const traced =
    otlpEndpoint === undefined ? undefined : await startTraces(otlpEndpoint, service, log);
  return {
    isMetered: metered !== undefined,
    meter: metered?.meter ?? noTelemetry.meter,
    metrics: metered?.metrics ?? noTelemetry.metrics,
    metricsPort: metered?.port,
    tracer: traced?.tracer ?? noTelemetry.tracer,
    workflowSpans: traced?.workflowSpans,
    close: async () => {
      await metered?.close();
      if (traced !== undefined) await Promise.race([traced.close(), sleep(flushMs)]);
    },
  };
}

async function startMetrics(port: number, host: string, log: Logger) {
  const { readableMeter } = await import("./meter.ts");
  const { meter, read, close } = readableMeter(log);
  const server = await serveMetrics(read, { port, host }).catch((error: unknown) => {
    throw listenError(error, {
      port,
      host,
      setting: "METRICS_PORT",
      hostSetting: "METRICS_HOST",
    });
  });
  log.info({ port: server.port, host }, "metrics can be scraped");
  return {
    meter,
    metrics: metricsOf(meter),
    port: server.port,
    close: async () => {
      await server.close();
      await close();
    },
  };
}

async function startTraces(endpoint: string, service: string, log: Logger) {
  const { traceTo } = await import("./tracing.ts");
  return traceTo(endpoint, `campanile-${service}`, log);
}

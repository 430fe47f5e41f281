import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { listenError } from "../listen-error.ts";
import { metricsOf } from "./metrics.ts";
import { serveMetrics } from "./metrics-server.ts";
import { observeProcess } from "./observe-process.ts";
import type { Telemetry } from "./telemetry.ts";
import { noTelemetry } from "./telemetry.ts";

export interface RunningTelemetry extends Telemetry {
  /** Where metrics can be scraped; undefined: nowhere. */
  metricsPort: number | undefined;
  close(): Promise<void>;
}

export interface TelemetrySources {
  /** How many log lines were dropped since the process began. */
  dropped?: () => number;
  /** Metrics that are kept elsewhere in this process, in Prometheus' text form: they follow ours. */
  others?: (() => Promise<string>) | undefined;
  /** Whether this process does its work: told beside the metrics, for one without HTTP of its own. */
  ready?: () => boolean;
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
  settings: Config["telemetry"],
  log: Logger,
  sources: TelemetrySources = {},
): Promise<RunningTelemetry> {
  const { metricsPort, metricsHost } = settings;
  const metered =
    metricsPort === undefined
      ? undefined
      : await startMetrics(metricsPort, metricsHost, log, sources);
  const traced = await startTraces(settings, service, log);
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

async function startMetrics(
  port: number,
  host: string,
  log: Logger,
  { dropped = () => 0, others, ready }: TelemetrySources,
) {
  const { readableMeter } = await import("./meter.ts");
  const { meter, read, close } = readableMeter(log);
  const readAll = async (): Promise<string> => {
    const [own, beside] = await Promise.all([read(), others?.()]);
    return own + (beside ?? "");
  };
  const server = await serveMetrics({ scrape: readAll, ready }, { port, host }).catch(
    (error: unknown) => {
      throw listenError(error, {
        port,
        host,
        setting: "METRICS_PORT",
        hostSetting: "METRICS_HOST",
      });
    },
  );
  log.info({ port: server.port, host }, "metrics can be scraped");
  const metrics = metricsOf(meter);
  const stopObserving = observeProcess({ meter, metrics }, dropped);
  return {
    meter,
    metrics,
    port: server.port,
    close: async () => {
      stopObserving();
      await server.close();
      await close();
    },
  };
}

async function startTraces(
  { otlpEndpoint: endpoint, sampler, samplerRatio }: Config["telemetry"],
  service: string,
  log: Logger,
) {
  if (endpoint === undefined) return undefined;
  const { traceTo } = await import("./tracing.ts");
  return traceTo({ endpoint, serviceName: `campanile-${service}`, sampler, samplerRatio }, log);
}

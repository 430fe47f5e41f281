import type { Meter } from "@opentelemetry/api";
import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
import type { Logger } from "pino";

export interface ReadableMeter {
  meter: Meter;
  /** All metrics in Prometheus' text form, observed now. */
  read(): Promise<string>;
  close(): Promise<void>;
}

/** For gauges that ask Postgres: a scrape is answered without them when it hangs. */
const patienceMs = 5_000;

/** Of one metric: every route with every method and status that it is asked by, and room beside. */
const mostSeries = 10_000;

/** Reads when it is asked to, and only then. */
class ScrapedReader extends MetricReader {
  constructor() {
    super({ cardinalitySelector: () => mostSeries });
  }

  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** A meter that counts in this process' memory until it is read. */
export function readableMeter(log: Logger): ReadableMeter {
  const reader = new ScrapedReader();
  const provider = new MeterProvider({ readers: [reader] });
  // Neither a timestamp nor the library's own labels: a scrape knows what it scrapes.
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  return {
    meter: provider.getMeter("campanile"),
    read: async () => {
      const { resourceMetrics, errors } = await reader.collect({ timeoutMillis: patienceMs });
      for (const error of errors) log.warn({ err: error }, "a metric could not be observed");
      // The form asks for a line feed at the end.
      return `${serializer.serialize(resourceMetrics).trimEnd()}\n`;
    },
    close: () => provider.shutdown(),
  };
}

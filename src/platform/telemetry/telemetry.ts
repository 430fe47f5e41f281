import type { Meter, Tracer } from "@opentelemetry/api";
import { createNoopMeter, ProxyTracerProvider } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { SpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Metrics } from "./metrics.ts";
import { metricsOf } from "./metrics.ts";

/** What a process measures with. It is handed to each part, as the logger is. */
export interface Telemetry {
  /** Whether anybody reads the metrics. */
  isMetered: boolean;
  meter: Meter;
  metrics: Metrics;
  tracer: Tracer;
  /** Takes the spans that end inside Temporal's sandbox; undefined: nothing is traced. */
  workflowSpans: WorkflowSpans | undefined;
}

export interface WorkflowSpans {
  spanProcessor: SpanProcessor;
  resource: Resource;
}

const meter = createNoopMeter();

/** Measures nothing: the OpenTelemetry API's own implementations that do nothing. */
export const noTelemetry: Telemetry = {
  isMetered: false,
  meter,
  metrics: metricsOf(meter),
  tracer: new ProxyTracerProvider().getTracer("campanile"),
  workflowSpans: undefined,
};

import { context, diag, DiagLogLevel, propagation, trace } from "@opentelemetry/api";
import type { Tracer } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResourcesSync, envDetectorSync, Resource } from "@opentelemetry/resources";
import type { Sampler, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Logger } from "pino";
import { ownVersion } from "../version.ts";
import { SafeSpans } from "./safe-spans.ts";
import type { SamplerName } from "./sampler-names.ts";
import { samplerOf } from "./sampler.ts";
import type { WorkflowSpans } from "./telemetry.ts";

export interface Tracing {
  tracer: Tracer;
  workflowSpans: WorkflowSpans;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

export interface TraceOptions {
  /** Of the collector. */
  endpoint: string;
  serviceName: string;
  sampler: SamplerName;
  /** Of samplers that go by a ratio. */
  samplerRatio: number;
}

/** Sends spans to an OpenTelemetry collector, by HTTP. What it fails at is told in the log. */
export function traceTo(options: TraceOptions, log: Logger): Tracing {
  const warn = (message: string): void => log.warn({ err: message }, "traces are not sent");
  const silent = (): void => undefined;
  diag.setLogger(
    { error: warn, warn, info: silent, debug: silent, verbose: silent },
    DiagLogLevel.WARN,
  );
  const url = `${options.endpoint.replace(/\/$/, "")}/v1/traces`;
  return traceWith(
    new BatchSpanProcessor(new OTLPTraceExporter({ url })),
    options.serviceName,
    samplerOf(options.sampler, options.samplerRatio),
  );
}

/**
 * Traces with a processor of spans. It is registered with OpenTelemetry's API, once a process, as
 * Temporal's interceptors ask there which span is the current one and how it is put into headers:
 * trace and span alone, as what callers carry along beside them (baggage) may be of a person.
 */
export function traceWith(
  processor: SpanProcessor,
  serviceName: string,
  sampler: Sampler = samplerOf("parentbased_always_on", 1),
): Tracing {
  const spanProcessor = new SafeSpans(processor);
  // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
  const resource = new Resource({
    "service.name": serviceName,
    "service.version": ownVersion,
  }).merge(detectResourcesSync({ detectors: [envDetectorSync] }));
  const provider = new BasicTracerProvider({
    resource,
    sampler,
    spanProcessors: [spanProcessor],
  });
  provider.register({
    contextManager: new AsyncLocalStorageContextManager(),
    propagator: new W3CTraceContextPropagator(),
  });
  return {
    tracer: provider.getTracer("campanile"),
    workflowSpans: { spanProcessor, resource },
    close: async () => {
      for (const global of [context, propagation, trace]) global.disable();
      await provider.shutdown();
    },
  };
}

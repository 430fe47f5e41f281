import { context, diag, DiagLogLevel, propagation, trace } from "@opentelemetry/api";
import type { Tracer } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { Resource } from "@opentelemetry/resources";
import type { SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Logger } from "pino";
import type { WorkflowSpans } from "./telemetry.ts";

export interface Tracing {
  tracer: Tracer;
  workflowSpans: WorkflowSpans;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

/** Sends spans to an OpenTelemetry collector, by HTTP. What it fails at is told in the log. */
export function traceTo(endpoint: string, serviceName: string, log: Logger): Tracing {
  const warn = (message: string): void => log.warn({ err: message }, "traces are not sent");
  const silent = (): void => undefined;
  diag.setLogger(
    { error: warn, warn, info: silent, debug: silent, verbose: silent },
    DiagLogLevel.WARN,
  );
  const url = `${endpoint.replace(/\/$/, "")}/v1/traces`;
  return traceWith(new BatchSpanProcessor(new OTLPTraceExporter({ url })), serviceName);
}

/**
 * Traces with a processor of spans. It is registered with OpenTelemetry's API, once a process, as
 * Temporal's interceptors ask there which span is the current one and how it is put into headers.
 */
export function traceWith(spanProcessor: SpanProcessor, serviceName: string): Tracing {
  const resource = new Resource({ "service.name": serviceName });
  const provider = new BasicTracerProvider({ resource, spanProcessors: [spanProcessor] });
  provider.register({ contextManager: new AsyncLocalStorageContextManager() });
  return {
    tracer: provider.getTracer("campanile"),
    workflowSpans: { spanProcessor, resource },
    close: async () => {
      for (const global of [context, propagation, trace]) global.disable();
      await provider.shutdown();
    },
  };
}

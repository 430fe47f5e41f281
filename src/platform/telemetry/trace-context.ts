import type { Context } from "@opentelemetry/api";
import { context, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";

/**
 * Of the span that this is done in, what W3C Trace Context puts into the header `traceparent`: trace,
 * span and whether it is recorded. Null where nothing is traced.
 */
export function activeTraceparent(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Where a span goes on that was begun elsewhere: of one that can't be read, a trace begins anew. */
export function contextOf(traceparent: string | null | undefined): Context {
  if (traceparent === null || traceparent === undefined) return ROOT_CONTEXT;
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

/** By which a log line is found beside its trace; nothing outside of a span. */
export function activeIds(): { trace_id?: string; span_id?: string } {
  const span = trace.getSpanContext(context.active());
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

import type { Attributes, Context } from "@opentelemetry/api";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace-base";

/** What leaves the process: ids, kinds and counts. All others are left out, whoever has set them. */
const told = new Set([
  "error.type",
  "exception.type",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "namespace",
  "run_id",
  "runId",
  "taskQueue",
  "temporalActivityId",
  "temporalWorkflowId",
  "workflowId",
  "workflowType",
]);
const ownPrefix = "campanile.";

/**
 * Spans without what may be of a person. Temporal's interceptors note the words of each error, which
 * may quote an address, and all that a workflow knows of itself; a library may note more tomorrow. So
 * it is said what may go, and not what may not.
 */
export class SafeSpans implements SpanProcessor {
  readonly #inner: SpanProcessor;

  constructor(inner: SpanProcessor) {
    this.#inner = inner;
  }

  onStart(span: Span, parent: Context): void {
    this.#inner.onStart(span, parent);
  }

  onEnd(span: ReadableSpan): void {
    this.#inner.onEnd(safe(span));
  }

  forceFlush(): Promise<void> {
    return this.#inner.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#inner.shutdown();
  }
}

function safe(span: ReadableSpan): ReadableSpan {
  const events = span.events.map((event) => ({ ...event, attributes: safeOnly(event.attributes) }));
  return Object.create(span, {
    attributes: { value: safeOnly(span.attributes) },
    events: { value: events },
    status: { value: { code: span.status.code } },
  }) as ReadableSpan;
}

function safeOnly(attributes: Attributes = {}): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => told.has(name) || name.startsWith(ownPrefix)),
  );
}

import type { Context, Span, SpanOptions, Tracer } from "@opentelemetry/api";
import { context, SpanStatusCode } from "@opentelemetry/api";

/** Does something in a span of its own, which says of an error no more than what kind it is. */
export function spanned<Result>(
  tracer: Tracer,
  name: string,
  { parent = context.active(), ...options }: SpanOptions & { parent?: Context },
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return tracer.startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setAttribute("error.type", error instanceof Error ? error.name : typeof error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

import { SpanKind } from "@opentelemetry/api";
import type { CallOutcome, QueuedKind } from "../platform/telemetry/instruments/runs.ts";
import { spanned } from "../platform/telemetry/spans.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { contextOf } from "../platform/telemetry/trace-context.ts";

/** What a call to Temporal tells of itself. */
interface Called {
  outcome: "started" | "delivered" | Exclude<CallOutcome, "taken">;
}

/** Looks on while something is handed to Temporal, within the trace of what has caused it. */
export type WatchCall = <Result extends Called>(
  kind: QueuedKind,
  trace: string | null,
  call: () => Promise<Result>,
) => Promise<Result>;

/** Counts calls by what came of them, and goes on with the traces of events; neither where both are off. */
export function watchCalls({ isMetered, metrics, tracer, workflowSpans }: Telemetry): WatchCall {
  const isTraced = workflowSpans !== undefined;
  if (!isMetered && !isTraced) return (_kind, _trace, call) => call();
  return async (kind, trace, call) => {
    const about = { kind: SpanKind.PRODUCER, parent: contextOf(trace) };
    const result = isTraced
      ? await spanned(tracer, `dispatch ${kind}`, about, async (span) => {
          const called = await call();
          span.setAttribute("campanile.outcome", outcomeOf(called));
          return called;
        })
      : await call();
    metrics.dispatchCalls.add(1, { kind, outcome: outcomeOf(result) });
    return result;
  };
}

function outcomeOf({ outcome }: Called): CallOutcome {
  return outcome === "started" || outcome === "delivered" ? "taken" : outcome;
}

import { performance } from "node:perf_hooks";
import type { Span } from "@opentelemetry/api";
import type { EventMetrics, IngestPhase } from "../platform/telemetry/instruments/events.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { contextOf } from "../platform/telemetry/trace-context.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";

/** Looks on while a group of events goes through its transaction. */
export interface BatchWatch {
  /** It comes to a phase, and leaves the one before. */
  enter(phase: IngestPhase): void;
  end(): void;
}

const nothing = (): void => undefined;
export const unwatched: BatchWatch = { enter: nothing, end: nothing };

/** Times a group's phases where metrics are read, and gives each request's trace a span of its transaction. */
export function watchBatch(
  { isMetered, metrics, tracer, workflowSpans }: Telemetry,
  batch: readonly FingerprintedEvent[],
): BatchWatch {
  if (!isMetered && workflowSpans === undefined) return unwatched;
  const timer = isMetered ? phaseTimer(metrics) : unwatched;
  if (isMetered) metrics.ingestBatch.record(batch.length);
  const attributes = { "campanile.batch.events": batch.length };
  const spans = tracesOf(batch).map((trace): Span =>
    tracer.startSpan("ingest transaction", { attributes }, contextOf(trace)),
  );
  return {
    enter: timer.enter,
    end: () => {
      timer.end();
      for (const span of spans) span.end();
    },
  };
}

/** A transaction is shared: whoever looks at one request's trace finds it there all the same. */
function tracesOf(batch: readonly FingerprintedEvent[]): string[] {
  return [...new Set(batch.flatMap(({ trace }) => trace ?? []))];
}

function phaseTimer({ ingestPhase }: EventMetrics): BatchWatch {
  let current: { phase: IngestPhase; began: number } | undefined;
  const leave = (now: number): void => {
    if (current === undefined) return;
    ingestPhase.record((now - current.began) / 1_000, { phase: current.phase });
    current = undefined;
  };
  return {
    enter: (phase) => {
      const now = performance.now();
      leave(now);
      current = { phase, began: now };
    },
    end: () => leave(performance.now()),
  };
}

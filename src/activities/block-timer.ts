import { AsyncLocalStorage } from "node:async_hooks";
import { performance } from "node:perf_hooks";
import { ApplicationFailure } from "@temporalio/common";
import type { ActivityInterceptorsFactory } from "@temporalio/worker";
import type { Performed } from "../domain/plan.ts";
import type { BlockOutcome } from "../platform/telemetry/instruments/runs.ts";
import type { Metrics } from "../platform/telemetry/metrics.ts";

/** An attempt at a block, while its activity goes on. */
interface Attempt {
  kind: string | undefined;
  /** Of a clock that only goes forward, in milliseconds. */
  began: number;
  record(kind: string, outcome: BlockOutcome): void;
}

const attempts = new AsyncLocalStorage<Attempt>();

/** Notes of which kind the block is that this activity performs: a step doesn't say it. */
export function noteKind(kind: string): void {
  const attempt = attempts.getStore();
  if (attempt !== undefined) attempt.kind = kind;
}

/** Notes that the block before is done, and that the activity goes on with one of another kind. */
export function goOnWithKind(kind: string): void {
  const attempt = attempts.getStore();
  if (attempt === undefined) return;
  if (attempt.kind !== undefined) attempt.record(attempt.kind, "done");
  attempt.kind = kind;
  attempt.began = performance.now();
}

/**
 * Times each attempt of an activity that performs a block. Not the rest: what settles a wait, ends a
 * run, or finds that its step was done before has no block of its own.
 */
export function blockTimer({ blockDuration }: Metrics): ActivityInterceptorsFactory {
  return () => ({
    inbound: {
      execute: (input, next) => {
        const attempt: Attempt = {
          kind: undefined,
          began: performance.now(),
          record: (kind, outcome) =>
            blockDuration.record((performance.now() - attempt.began) / 1_000, { kind, outcome }),
        };
        return attempts.run(attempt, async () => {
          let result: unknown;
          try {
            result = await next(input);
          } catch (error) {
            if (attempt.kind !== undefined) attempt.record(attempt.kind, outcomeOfError(error));
            throw error;
          }
          // What performs no block may have no result.
          if (attempt.kind !== undefined) {
            attempt.record(attempt.kind, outcomeOfResult(result as Performed | null));
          }
          return result;
        });
      },
    },
  });
}

/** @param performed null: the first attempt at a message came to nothing, and another one follows */
function outcomeOfResult(performed: Performed | null): BlockOutcome {
  if (performed === null) return "retried";
  if (performed.held !== undefined) return "waiting";
  const { end, waitUntil } = performed.onward?.result ?? performed;
  if (end !== undefined) return "run_ended";
  return waitUntil === undefined ? "done" : "waiting";
}

/** Whether the run fails by it: all else Temporal tries again. */
function outcomeOfError(error: unknown): BlockOutcome {
  return error instanceof ApplicationFailure && error.nonRetryable === true ? "failed" : "retried";
}

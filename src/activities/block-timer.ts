import { AsyncLocalStorage } from "node:async_hooks";
import { performance } from "node:perf_hooks";
import { ApplicationFailure } from "@temporalio/common";
import type { ActivityInterceptorsFactory } from "@temporalio/worker";
import type { StepResult } from "../domain/plan.ts";
import type { BlockOutcome, Metrics } from "../platform/telemetry/metrics.ts";

/** An attempt at a block, while its activity goes on. */
interface Attempt {
  kind: string | undefined;
}

const attempts = new AsyncLocalStorage<Attempt>();

/** Notes of which kind the block is that this activity performs: a step doesn't say it. */
export function noteKind(kind: string): void {
  const attempt = attempts.getStore();
  if (attempt !== undefined) attempt.kind = kind;
}

/**
 * Times each attempt of an activity that performs a block. Not the rest: what settles a wait, ends a
 * run, or finds that its step was done before has no block of its own.
 */
export function blockTimer({ blockDuration }: Metrics): ActivityInterceptorsFactory {
  return () => ({
    inbound: {
      execute: (input, next) => {
        const attempt: Attempt = { kind: undefined };
        const began = performance.now();
        const record = (kind: string, outcome: BlockOutcome): void =>
          blockDuration.record((performance.now() - began) / 1_000, { kind, outcome });
        return attempts.run(attempt, async () => {
          let result: unknown;
          try {
            result = await next(input);
          } catch (error) {
            if (attempt.kind !== undefined) record(attempt.kind, outcomeOfError(error));
            throw error;
          }
          // What performs no block may have no result.
          if (attempt.kind !== undefined) {
            record(attempt.kind, outcomeOfResult(result as StepResult));
          }
          return result;
        });
      },
    },
  });
}

function outcomeOfResult({ end, waitUntil }: StepResult): BlockOutcome {
  if (end !== undefined) return "run_ended";
  return waitUntil === undefined ? "done" : "waiting";
}

/** Whether the run fails by it: all else Temporal tries again. */
function outcomeOfError(error: unknown): BlockOutcome {
  return error instanceof ApplicationFailure && error.nonRetryable === true ? "failed" : "retried";
}

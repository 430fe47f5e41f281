import { ActivityFailure } from "@temporalio/workflow";

/** The innermost cause's message: what a person can act on. */
export function failureMessage(error: unknown): string {
  let cause = error;
  while (cause instanceof ActivityFailure && cause.cause !== undefined) cause = cause.cause;
  return cause instanceof Error ? cause.message : String(cause);
}

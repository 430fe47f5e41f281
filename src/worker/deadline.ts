import type { Logger } from "pino";

/** Shorter than what orchestrators wait before they kill (30 s), and than what an operator waits. */
const deadlineMs = 17_000;

/**
 * Ends the process when it was asked to and does not get done: a Temporal, Postgres or mail server
 * that hangs can hold up its parts for minutes. Nothing is lost by it: leases and timeouts run out, and
 * another worker takes over what was begun, as after a kill.
 */
export function exitByDeadline(log: Logger): void {
  const seconds = deadlineMs / 1_000;
  setTimeout(() => {
    log.warn(
      { seconds },
      "the worker could not end in order: something that it waits for does not answer; it ends now, and another takes over what it has begun",
    );
    process.exit(0);
  }, deadlineMs);
}

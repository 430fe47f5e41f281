import { Context } from "@temporalio/activity";

const everyMs = 2_000;

/**
 * Tells Temporal that the attempt is alive while `work` goes on.
 *
 * @param work is given a function that says how far it is: the next heartbeats carry that
 */
export async function withHeartbeat<Result>(
  work: (report: (progress: unknown) => void) => Promise<Result>,
): Promise<Result> {
  const context = Context.current();
  let progress: unknown;
  const heart = setInterval(() => context.heartbeat(progress), everyMs);
  try {
    return await work((now) => (progress = now));
  } finally {
    clearInterval(heart);
  }
}

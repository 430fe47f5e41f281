import { Context } from "@temporalio/activity";

const everyMs = 2_000;

/** Tells Temporal that the attempt is alive while `work` goes on. */
export async function withHeartbeat<Result>(work: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const heart = setInterval(() => context.heartbeat(), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(heart);
  }
}

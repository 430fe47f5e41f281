import type { Attempt } from "./attempt.ts";
import { attempt } from "./attempt.ts";
import { pauseMs, sleep } from "./backoff.ts";
import type { Kind } from "./kinds.ts";
import type { Settings } from "./options.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Sends things of one kind until it is known what became of each. A batch that the API refuses as a
 * whole is halved, until the one with the error stands alone.
 *
 * @param signal aborted when there is no more time: what is left is then dropped
 */
export async function deliver(
  settings: Settings,
  kind: Kind,
  jsons: readonly string[],
  signal: AbortSignal,
): Promise<Outcome[]> {
  const end = await persist(settings, kind, jsons, signal);
  if (end.outcome === "outcomes") return end.outcomes;
  if (end.outcome === "rejected" && jsons.length > 1) {
    const half = Math.ceil(jsons.length / 2);
    const first = await deliver(settings, kind, jsons.slice(0, half), signal);
    return [...first, ...(await deliver(settings, kind, jsons.slice(half), signal))];
  }
  return jsons.map(() => end);
}

type End = Exclude<Outcome, { outcome: "accepted" | "duplicate" }>;

async function persist(
  settings: Settings,
  kind: Kind,
  jsons: readonly string[],
  signal: AbortSignal,
): Promise<End | { outcome: "outcomes"; outcomes: Outcome[] }> {
  const until = Date.now() + settings.retryForMs;
  const times = { baseMs: settings.retryBaseMs, maxMs: settings.retryMaxMs };
  const body = kind.bodyOf(jsons);
  for (let failures = 1; ; failures++) {
    if (signal.aborted) return { outcome: "dropped", reason: "closed" };
    const end = interpreted(await attempt(settings, kind, body, signal), kind, jsons.length);
    if (end.outcome === "outcomes") return end;
    if (end.outcome === "rejected") return { outcome: "rejected", errors: end.errors };
    if (signal.aborted) return { outcome: "dropped", reason: "closed" };
    const { status, reason } = end;
    if (end.outcome === "failed") return { outcome: "failed", status, reason };
    const pause = pauseMs(failures, times, end.askedMs, Math.random());
    if (Date.now() + pause > until) return { outcome: "failed", status, reason };
    await sleep(pause, signal, !settings.flushAtExit);
  }
}

/** An answer that doesn't say what became of each is as good as none: it is asked for again. */
function interpreted(
  end: Attempt,
  kind: Kind,
  count: number,
): Exclude<Attempt, { outcome: "taken" }> | { outcome: "outcomes"; outcomes: Outcome[] } {
  if (end.outcome !== "taken") return end;
  try {
    return { outcome: "outcomes", outcomes: kind.outcomes(end.body, count) };
  } catch {
    const reason = "the answer is not one of Campanile's";
    return { outcome: "again", status: undefined, reason, askedMs: undefined };
  }
}

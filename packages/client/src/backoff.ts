import { maxTimerMs } from "./options.ts";

/**
 * Milliseconds before the next attempt. Half of it is left to chance, so that many clients that
 * failed together don't come back together.
 *
 * @param failures attempts that have failed, from 1
 * @param askedMs what the API asked for by Retry-After: never less than that
 * @param random from 0 to 1
 */
export function pauseMs(
  failures: number,
  { baseMs, maxMs }: { baseMs: number; maxMs: number },
  askedMs: number | undefined,
  random: number,
): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(failures - 1, 30));
  const pause = full / 2 + (full / 2) * random;
  return Math.min(maxTimerMs, askedMs === undefined ? pause : askedMs + (full / 2) * random);
}

/** Retry-After in milliseconds: it comes as seconds or as a date. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Ends early, and without an error, when the signal is aborted. */
export function sleep(ms: number, signal: AbortSignal, keepsAlive: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (!keepsAlive) unrefTimer(timer);
    signal.addEventListener("abort", done);
  });
}

/** A timer that doesn't keep its process alive; in browsers none does. */
export function unrefTimer(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}

import { setTimeout as sleep } from "node:timers/promises";

/**
 * For what comes at all. It is no figure: a slow machine takes several times what a good one does, and
 * only a test that fails waits so long.
 */
const patienceMs = 240_000;

/**
 * Asks again and again until there is an answer: something other than undefined, null, false or 0
 * (none of what is counted is there yet).
 * A throw counts as "not yet", so that it may hold an expectation.
 * @throws Error that says what was waited for, and why the last try was none
 */
export async function eventually<Result>(
  what: string,
  ask: () => Promise<Result> | Result,
  limitMs = patienceMs,
): Promise<Exclude<Result, undefined | null | false>> {
  const deadline = performance.now() + limitMs;
  for (let pause = 5; ; pause = Math.min(pause * 1.5, 200)) {
    let failure: unknown;
    try {
      const result = await ask();
      if (result !== undefined && result !== null && result !== false && result !== 0) {
        return result as Exclude<Result, undefined | null | false>;
      }
    } catch (error) {
      failure = error;
    }
    if (performance.now() > deadline) {
      const reason = failure instanceof Error ? failure.message : "there was no answer";
      throw new Error(`waited ${limitMs} ms for ${what}: ${reason}`, { cause: failure });
    }
    await sleep(pause);
  }
}

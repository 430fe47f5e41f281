import type { Logger } from "pino";
import type { Repeated } from "./repeat.ts";
import { untimedSweeps } from "./observe/sweep-timer.ts";
import { repeat } from "./repeat.ts";

interface Lanes {
  /** What is done, for the log. */
  what: string;
  everyMs: number;
  most: number;
  /** Whether something is to be done now: mostly nothing is. */
  isDue(): Promise<boolean>;
  /** Does one. Returns false when none is due any more. */
  next(): Promise<boolean>;
}

/** Does what is due, several at a time: a receiver that doesn't answer must not hold up the others. */
export function inLanes(
  { what, everyMs, most, isDue, next }: Lanes,
  log: Logger,
  timed = untimedSweeps,
): Repeated {
  const lanes = new Set<Promise<void>>();
  let isEnding = false;
  async function lane(): Promise<void> {
    try {
      while (!isEnding && (await next())) {
        // The next one.
      }
    } catch (error) {
      log.warn({ err: error instanceof Error ? error.message : error }, `${what}: one failed`);
    }
  }
  const repeated = repeat(
    what,
    everyMs,
    timed(what, async () => {
      if (lanes.size === most || !(await isDue())) return;
      while (lanes.size < most) {
        const one: Promise<void> = lane().finally(() => lanes.delete(one));
        lanes.add(one);
      }
    }),
    log,
  );
  return {
    stop: async () => {
      isEnding = true;
      await repeated.stop();
      await Promise.all(lanes);
    },
  };
}

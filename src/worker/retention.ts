import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { RetentionRule, RetentionStep } from "../db/core/retention.ts";
import { retentionRules } from "../db/core/retention.ts";
import type { Repeated } from "./repeat.ts";
import { untimedSweeps } from "./observe/sweep-timer.ts";
import { repeat } from "./repeat.ts";

const what = "forgetting what is old";
const everyMs = 60_000;
const maxPauseMs = 1_000;

/**
 * Forgets all that is due, step by step, until nothing is: however much comes in in a minute, as much
 * goes. Between two steps it rests as long as a step took, which leaves Postgres to the others.
 */
export function startForgetting(db: Database, log: Logger, timed = untimedSweeps): Repeated {
  const ending = new AbortController();
  const work = async (): Promise<void> => {
    for (const one of retentionRules) await forgetAll(db, one, ending.signal);
  };
  const repeated = repeat(what, everyMs, timed(what, work), log);
  return {
    stop: () => {
      ending.abort();
      return repeated.stop();
    },
  };
}

/** @returns how many rows */
export async function forgetAll(
  db: Database,
  forgettable: RetentionRule,
  signal: AbortSignal,
): Promise<number> {
  let total = 0;
  let from: string | null = null;
  while (!signal.aborted) {
    const began = performance.now();
    const { count, upTo }: RetentionStep = await forgettable.step(db, from);
    total += count;
    if (count > 0)
      db.measure(({ retentionRows }) => retentionRows.add(count, { what: forgettable.what }));
    if (count === 0) break;
    from = upTo;
    const pause = Math.min(maxPauseMs, performance.now() - began);
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  return total;
}

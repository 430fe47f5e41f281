import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../db/core/database.ts";
import { canQuery, workerSeenWithin } from "../../db/core/workers-seen.ts";

const patienceMs = 3_000;
const workerSilenceSeconds = 30;

export interface Check {
  ok: boolean;
  ms: number;
}

export interface Health {
  ready: boolean;
  postgres: Check;
  temporal: Check;
  worker: Check;
}

/** Whether everything that a campaign needs is there. Each answer is waited for 3 s at most. */
export async function checkHealth(
  db: Database,
  temporalReady: () => Promise<boolean>,
): Promise<Health> {
  const [postgres, temporal, worker] = await Promise.all([
    timed(() => canQuery(db)),
    timed(temporalReady),
    timed(() => workerSeenWithin(db, workerSilenceSeconds)),
  ]);
  return { ready: postgres.ok && temporal.ok && worker.ok, postgres, temporal, worker };
}

async function timed(ask: () => Promise<boolean>): Promise<Check> {
  const began = performance.now();
  const late = sleep(patienceMs, false, { ref: false });
  const ok = await Promise.race([ask().catch(() => false), late]);
  return { ok, ms: Math.round(performance.now() - began) };
}

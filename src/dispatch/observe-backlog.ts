import { setTimeout as sleep } from "node:timers/promises";
import type { BatchObservableCallback } from "@opentelemetry/api";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { Backlog } from "../db/queue/dispatch-backlog.ts";
import { backlogKinds, dispatchBacklog } from "../db/queue/dispatch-backlog.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";

/** A scrape waits no longer for Postgres. */
const patienceMs = 3_000;

/**
 * Has the backlog asked of Postgres at each scrape, by one query. Each worker tells the same, of all
 * workers together. While Postgres can't be asked it is not a number: the value of the scrape before
 * would be told again otherwise.
 * @returns what ends it
 */
export function observeBacklog(
  db: Database,
  { meter, metrics: { backlog, backlogAge } }: Telemetry,
  log: Logger,
): () => void {
  const observed = [backlog, backlogAge];
  const observe: BatchObservableCallback = async (result) => {
    const answer = await backlogOf(db).catch((error: unknown) => {
      log.warn({ err: error }, "the backlog could not be measured");
      return notKnown;
    });
    for (const { kind, waiting, oldestAgeSeconds } of answer) {
      result.observe(backlog, waiting, { kind });
      result.observe(backlogAge, oldestAgeSeconds, { kind });
    }
  };
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}

const notKnown: Backlog[] = backlogKinds.map((kind) => ({
  kind,
  waiting: Number.NaN,
  oldestAgeSeconds: Number.NaN,
}));

async function backlogOf(db: Database): Promise<Backlog[]> {
  const ending = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: ending.signal }).then(() => {
    throw new Error(`Postgres has not answered for ${patienceMs} ms`);
  });
  try {
    return await Promise.race([dispatchBacklog(db), late]);
  } finally {
    late.catch(() => undefined);
    ending.abort();
  }
}

import type { BatchObservableCallback } from "@opentelemetry/api";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { Backlog } from "../db/queue/dispatch-backlog.ts";
import { backlogKinds, dispatchBacklog } from "../db/queue/dispatch-backlog.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { withinAScrape } from "../platform/telemetry/within.ts";

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
    const asked = withinAScrape("Postgres", dispatchBacklog(db));
    const answer = await asked.catch((error: unknown) => {
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

import type { BatchObservableCallback } from "@opentelemetry/api";
import type { Logger } from "pino";
import type { Database } from "../../db/core/database.ts";
import type { OpenWork } from "../../db/core/open-work.ts";
import { openWork } from "../../db/core/open-work.ts";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";
import { withinAScrape } from "../../platform/telemetry/within.ts";

const unknown: OpenWork = {
  pending: Number.NaN,
  running: Number.NaN,
  waits: Number.NaN,
  partitionsAhead: Number.NaN,
};

/**
 * Has Postgres asked at each scrape how many runs and waits are open, and for how long events find a
 * partition. Each worker tells the same; not a number while Postgres does not answer.
 * @returns what ends it
 */
export function observeStanding(
  db: Database,
  { meter, metrics: { runsOpen, waitsOpen, partitionsAhead } }: Telemetry,
  log: Logger,
): () => void {
  const observed = [runsOpen, waitsOpen, partitionsAhead];
  const observe: BatchObservableCallback = async (result) => {
    const asked = withinAScrape("Postgres", openWork(db));
    const standing = await asked.catch((error: unknown) => {
      log.warn({ err: error }, "open runs could not be counted");
      return unknown;
    });
    result.observe(runsOpen, standing.pending, { status: "pending" });
    result.observe(runsOpen, standing.running, { status: "running" });
    result.observe(waitsOpen, standing.waits);
    result.observe(partitionsAhead, standing.partitionsAhead);
  };
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}

import type { Database } from "../../src/db/core/database.ts";
import { fingerprint } from "../../src/ingest/fingerprint.ts";
import { ingestBatch } from "../../src/ingest/ingest-batch.ts";
import { incoming } from "./events.ts";

/**
 * Decides an event and holds its transaction open: what it starts is there, and nobody sees it.
 * @returns what commits it
 */
export async function heldStart(db: Database): Promise<() => Promise<void>> {
  let commit = (): void => undefined;
  const mayCommit = new Promise<void>((resolve) => (commit = resolve));
  let decided = (): void => undefined;
  const isDecided = new Promise<void>((resolve) => (decided = resolve));
  const starting = db.tx(async (sql) => {
    await ingestBatch(sql, [fingerprint(incoming())]);
    decided();
    await mayCommit;
  });
  await Promise.race([isDecided, starting]);
  return async () => {
    commit();
    await starting;
  };
}

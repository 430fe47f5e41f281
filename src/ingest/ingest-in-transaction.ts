import type { Sql } from "../db/core/database.ts";
import type { IncomingEvent, IngestResult } from "../domain/event.ts";
import { activeTraceparent } from "../platform/telemetry/trace-context.ts";
import { acceptedOnly } from "./accepted-only.ts";
import { fingerprint } from "./fingerprint.ts";
import { ingestBatch } from "./ingest-batch.ts";

/**
 * Ingests events of our own inside a transaction of the caller's, who notifies the dispatchers after
 * the commit (`notifyDispatchers`).
 */
export async function ingestInTransaction(
  sql: Sql,
  events: readonly IncomingEvent[],
): Promise<IngestResult[]> {
  // Of a block or a click: what they start goes on with their trace.
  const trace = activeTraceparent();
  const { results } = await ingestBatch(
    sql,
    events.map((event) => fingerprint(event, { trace })),
  );
  return acceptedOnly(results);
}

import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { IncomingEvent, IngestResult } from "../../domain/event.ts";
import { ingestInTransaction } from "../../ingest/ingest-in-transaction.ts";
import type { ServiceContext } from "../context.ts";

/** Ingests events of our own in the transaction that gives rise to them. */
export async function raiseEvents(
  context: ServiceContext,
  events: readonly IncomingEvent[],
): Promise<IngestResult[]> {
  const results = await ingestInTransaction(context.sql, events);
  await context.afterCommit(notifyDispatchers);
  return results;
}

import type { IngestInTransaction } from "../services/events/keep-events.ts";
import { ingestBatch } from "./ingest-batch.ts";
import { acceptedOnly } from "./accepted-only.ts";
import { fingerprint } from "./fingerprint.ts";

/** Ingest inside a transaction of the caller's, who tells the dispatcher after the commit. */
export const ingestInTransaction: IngestInTransaction = async (sql, events) => {
  const { results } = await ingestBatch(
    sql,
    events.map((event) => fingerprint(event)),
  );
  return acceptedOnly(results);
};

import type { IncomingEvent, IngestResult } from "../../domain/event.ts";
import type { Sql } from "../../db/core/database.ts";

/**
 * Keeps events inside a transaction of the caller's: given to services, which don't know ingest.
 * After the commit the caller tells the dispatcher (`tellOfWork`).
 */
export type IngestInTransaction = (
  sql: Sql,
  events: readonly IncomingEvent[],
) => Promise<IngestResult[]>;

import type { KeepEvents } from "../services/events/keep-events.ts";
import { keepBatch } from "./keep-batch.ts";
import { takenOnly } from "./offered.ts";
import { prepare } from "./prepare.ts";

/** Ingest inside a transaction of the caller's, who tells the dispatcher after the commit. */
export const keepWithin: KeepEvents = async (sql, events) => {
  const { results } = await keepBatch(
    sql,
    events.map((event) => prepare(event)),
  );
  return takenOnly(results);
};

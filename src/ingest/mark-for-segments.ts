import type { Sql } from "../db/core/database.ts";
import { markContacts } from "../db/segment-rules/rows.ts";
import type { KnownEvent } from "./known-event.ts";

/** Marks the contacts of events that rules of segments ask for; asks nothing where none does. */
export async function markForSegments(sql: Sql, batch: readonly KnownEvent[]): Promise<void> {
  const marks = batch.flatMap(({ asked, contactId, event }) =>
    asked && contactId !== null
      ? [{ contactId, what: `event:${event.typeKey}`, hops: event.hops ?? 0 }]
      : [],
  );
  if (marks.length > 0) await markContacts(sql, marks);
}

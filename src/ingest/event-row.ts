import type { EventRow } from "../db/events/event-rows.ts";
import type { KnownEvent } from "./known-event.ts";

/** What is kept of an event. */
export function eventRow(known: KnownEvent): EventRow {
  const { id, event, typeId, contactId, contactMade, conflict, ignored } = known;
  return {
    id,
    typeId,
    contactId,
    contactMade,
    keyValue: event.keyValue,
    params: JSON.stringify(event.params),
    identities: JSON.stringify(event.identities),
    conflict: conflict.length === 0 ? null : JSON.stringify(conflict),
    ignored: ignored.length === 0 ? null : JSON.stringify(ignored),
    source: event.source,
    messageId: event.messageId ?? null,
    occurredAt: event.occurredAt ?? null,
    hops: event.hops ?? 0,
    past: event.past ?? false,
  };
}

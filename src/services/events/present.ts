import type { EventSummary } from "../../contract/api/history.ts";
import type { EventHistoryRow } from "../../db/events/event-history.ts";

/** What list and details say alike of an event. */
export function presentEvent(row: EventHistoryRow): Omit<EventSummary, "workflows"> {
  const { id, typeId, typeKey, typeName, key, contactId, contactMade, source } = row;
  const { receivedAt, occurredAt, past } = row;
  const type = { id: typeId, key: typeKey, name: typeName };
  return { id, type, key, contactId, contactMade, source, receivedAt, occurredAt, past };
}

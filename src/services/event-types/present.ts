import type { ServiceContext } from "../context.ts";
import type { EventTypeAnswer } from "../../contract/api/event-types.ts";
import { eventsPerDay } from "../../db/events/event-days.ts";
import { linksOfTypes } from "../../db/events/event-type-links.ts";
import type { EventTypeRow } from "../../db/events/event-type-list.ts";

const maxLinks = 20;

/** Event types as the API shows them: with what they are linked to, and how busy they were. */
export async function presentEventTypes(
  context: ServiceContext,
  rows: readonly EventTypeRow[],
): Promise<EventTypeAnswer[]> {
  const ids = rows.map(({ id }) => id);
  const links = await linksOfTypes(context.sql, ids, maxLinks);
  const days = await eventsPerDay(context.sql, ids);
  return rows.map(({ lastEventId: _lastEventId, ...type }) => ({
    ...type,
    links: links.get(type.id)?.links ?? [],
    linkCount: links.get(type.id)?.linkCount ?? 0,
    eventsPerDay: days.get(type.id) ?? [],
  }));
}

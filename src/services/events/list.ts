import type { EventsQuery, EventSummary } from "../../contract/api/history.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { Database } from "../../db/core/database.ts";
import { decisionsOf, eventsBelow, typeIdsOfKey } from "../../db/events/event-history.ts";
import { presentEvent } from "./present.ts";

/** The history of events, newest first. New ones never move a page that is being read. */
export async function listEvents(db: Database, query: EventsQuery): Promise<Page<EventSummary>> {
  const { limit, after, typeKey, ...filter } = query;
  const below = after === undefined ? undefined : decodeIdCursor(after);
  const typeIds = typeKey === undefined ? undefined : await typeIdsOfKey(db, typeKey);
  const rows =
    typeIds?.length === 0 ? [] : await eventsBelow(db, { ...filter, typeIds, below }, limit + 1);
  const page = cutPage(rows, limit, ({ id }) => [id]);
  const decisions = await decisionsOf(
    db,
    page.items.map(({ id }) => id),
  );
  return {
    items: page.items.map((row) => ({
      ...presentEvent(row),
      workflows: decisions
        .filter(({ eventId }) => eventId === row.id)
        .map(({ workflowId, workflowName, role, outcome, until, runId }) => ({
          id: workflowId,
          name: workflowName,
          role,
          outcome,
          until,
          runId,
        })),
    })),
    next: page.next,
  };
}

import type { ServiceContext } from "../context.ts";
import type { EventsQuery, EventSummary } from "../../contract/api/history.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import { decisionsOf, eventsBelow, typeIdsOfKey } from "../../db/events/event-history.ts";
import { presentEvent } from "./present.ts";

/** The history of events, newest first. New ones never move a page that is being read. */
export async function listEvents(
  context: ServiceContext,
  query: EventsQuery,
): Promise<Page<EventSummary>> {
  const { limit, after, typeKey, ...filter } = query;
  const below = after === undefined ? undefined : decodeIdCursor(after);
  const typeIds = typeKey === undefined ? undefined : await typeIdsOfKey(context.sql, typeKey);
  const rows =
    typeIds?.length === 0
      ? []
      : await eventsBelow(context.sql, { ...filter, typeIds, below }, limit + 1);
  const page = cutPage(rows, limit, ({ id }) => [id]);
  const decisions = await decisionsOf(
    context.sql,
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

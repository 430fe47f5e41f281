import type { EventDetails, EventSummary, EventsQuery } from "../../contract/api/history.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutLookedThrough, decodeIdCursor } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { EventHistoryRow } from "../../db/events/event-history.ts";
import {
  decisionsOf,
  eventDetailsById,
  eventsBelow,
  typeIdsOfKey,
} from "../../db/events/event-history.ts";
import { runsOfEvent } from "../../db/runs/run-history.ts";
import type { ServiceContext } from "../context.ts";
import { presentRun } from "../runs/runs.ts";

const maxRuns = 1_000;

/** One event: what it said, what it did and why. @throws AppError `not_found` */
export async function getEvent(context: ServiceContext, id: string): Promise<EventDetails> {
  const row = await eventDetailsById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no event ${id}`);
  const decisions = await decisionsOf(context.sql, [id]);
  const runs = await runsOfEvent(context.sql, id, maxRuns);
  return {
    ...presentEvent(row),
    params: row.params,
    identities: row.identities,
    conflict: row.conflict,
    ignored: row.ignored ?? [],
    messageId: row.messageId,
    decisions: decisions.map(({ eventId: _eventId, workflowId, workflowName, ...decision }) => ({
      ...decision,
      workflow: { id: workflowId, name: workflowName },
    })),
    runs: runs.map(presentRun),
  };
}

/** The history of events, newest first. New ones never move a page that is being read. */
export async function listEvents(
  context: ServiceContext,
  query: EventsQuery,
): Promise<Page<EventSummary>> {
  const { limit, after, typeKey, ...filter } = query;
  const below = after === undefined ? undefined : decodeIdCursor(after);
  const typeIds = typeKey === undefined ? undefined : await typeIdsOfKey(context.sql, typeKey);
  if (typeIds?.length === 0) return { items: [], next: null };
  const found = await eventsBelow(context.sql, { ...filter, typeIds, below }, limit + 1);
  const page = cutLookedThrough(found, limit, ({ id }) => [id]);
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

/** What list and details say alike of an event. */
function presentEvent(row: EventHistoryRow): Omit<EventSummary, "workflows"> {
  const { id, typeId, typeKey, typeName, key, contactId, contactMade, source } = row;
  const { contactName, receivedAt, occurredAt, past } = row;
  const type = { id: typeId, key: typeKey, name: typeName };
  const about = { contactId, contactName, contactMade };
  return { id, type, key, ...about, source, receivedAt, occurredAt, past };
}

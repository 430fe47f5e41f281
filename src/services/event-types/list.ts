import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import { z } from "zod";
import type { EventTypeAnswer, EventTypesQuery } from "../../contract/api/event-types.ts";
import type { Page } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { EventTypeRow } from "../../db/events/event-type-list.ts";
import { eventTypesByKey, eventTypesByLastEvent } from "../../db/events/event-type-list.ts";
import { presentEventTypes } from "./present.ts";

/** Event types by key, or the one with the latest event first. */
export async function listEventTypes(
  context: ServiceContext,
  query: EventTypesQuery,
): Promise<Page<EventTypeAnswer>> {
  const page = await (query.sort === "key" ? byKey(context, query) : byLastEvent(context, query));
  return { items: await presentEventTypes(context, page.items), next: page.next };
}

async function byKey(context: ServiceContext, query: EventTypesQuery): Promise<Page<EventTypeRow>> {
  const [after = null] = query.after === undefined ? [] : decodeCursor(query.after, 1);
  const rows = await eventTypesByKey(context.sql, query, query.limit + 1, after);
  return cutPage(rows, query.limit, ({ key }) => [key]);
}

const lastEventCursor = z.tuple([z.guid(), z.union([z.guid(), z.literal("")]), z.string()]);

async function byLastEvent(
  context: ServiceContext,
  query: EventTypesQuery,
): Promise<Page<EventTypeRow>> {
  const cursor =
    query.after === undefined ? null : lastEventCursor.safeParse(decodeCursor(query.after, 3));
  if (cursor !== null && !cursor.success) throw badCursor();
  // An id of now: larger than those of all events that this process has taken in.
  const [before, lastEventId, key] = cursor?.data ?? [v7(), "", ""];
  const after = cursor === null ? null : { key, lastEventId: lastEventId || null };
  const rows = await eventTypesByLastEvent(context.sql, query, query.limit + 1, before, after);
  return cutPage(rows, query.limit, (row) => [before, row.lastEventId ?? "", row.key]);
}

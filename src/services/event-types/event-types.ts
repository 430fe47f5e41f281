import { newId } from "../../platform/new-id.ts";
import { z } from "zod";
import type {
  EventTypeAnswer,
  EventTypeParams,
  EventTypesQuery,
} from "../../contract/api/event-types.ts";
import type { Page } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { EventCategory } from "../../contract/event-categories.ts";
import type { Database } from "../../db/core/database.ts";
import { countOneDay, eventsPerDay } from "../../db/events/event-days.ts";
import { linksOfTypes } from "../../db/events/event-type-links.ts";
import type { EventTypeRow } from "../../db/events/event-type-list.ts";
import { eventTypesByKey, eventTypesByLastEvent } from "../../db/events/event-type-list.ts";
import type { EventTypeChange } from "../../db/events/event-types.ts";
import {
  eventTypeById,
  insertEventType,
  updateEventType as write,
} from "../../db/events/event-types.ts";
import { newestParams } from "../../db/events/seen-params.ts";
import type { ParamRule } from "../../domain/event.ts";
import { seenValues } from "../../domain/seen-values.ts";
import type { ServiceContext } from "../context.ts";
import { pageByText } from "../pages.ts";

const lastEventCursor = z.tuple([z.guid(), z.union([z.guid(), z.literal("")]), z.string()]);

const maxLinks = 20;

const lookedAt = 500;

/** @throws AppError `conflict` when the key is taken */
export async function createEventType(
  context: ServiceContext,
  type: {
    key: string;
    name?: string | undefined;
    description: string;
    category: EventCategory;
    validation: ParamRule[] | null;
  },
): Promise<EventTypeAnswer> {
  const id = newId();
  if (!(await insertEventType(context.sql, { ...type, id, name: type.name ?? type.key }))) {
    throw new AppError("conflict", `there is an event type with the key "${type.key}" already`, {
      faults: [{ path: "key", message: "is taken" }],
    });
  }
  return getEventType(context, id);
}

export const noEventType = () => new AppError("not_found", "there is no such event type");

/** @throws AppError `not_found` */
export async function getEventType(context: ServiceContext, id: string): Promise<EventTypeAnswer> {
  const row = await eventTypeById(context.sql, id);
  const [type] = row === null ? [] : await presentEventTypes(context, [row]);
  if (type === undefined) throw noEventType();
  return type;
}

/** Event types by key, or the one with the latest event first. */
export async function listEventTypes(
  context: ServiceContext,
  query: EventTypesQuery,
): Promise<Page<EventTypeAnswer>> {
  const page = await (query.sort === "key" ? byKey(context, query) : byLastEvent(context, query));
  return { items: await presentEventTypes(context, page.items), next: page.next };
}

/**
 * Changes what people read of a type; its key never changes.
 * @throws AppError `not_found`
 */
export async function updateEventType(
  context: ServiceContext,
  id: string,
  change: EventTypeChange,
): Promise<EventTypeAnswer> {
  if (!(await write(context.sql, id, change))) throw noEventType();
  return getEventType(context, id);
}

/**
 * What the newest events of a type have said: suggestions for filters and templates.
 * @throws AppError `not_found`
 */
export async function eventTypeParams(
  context: ServiceContext,
  id: string,
): Promise<EventTypeParams> {
  await getEventType(context, id);
  const params = await newestParams(context.sql, id, lookedAt);
  const seen = seenValues(params).map(({ names: _names, ...value }) => value);
  return { events: params.length, params: seen };
}

/** Brings the counts of events by day up to date, a day a transaction. */
export async function countDays(db: Database): Promise<void> {
  while (await countOneDay(db)) {
    // The next day.
  }
}

async function byKey(context: ServiceContext, query: EventTypesQuery): Promise<Page<EventTypeRow>> {
  const keyOf = ({ key }: EventTypeRow) => key;
  return pageByText(query, keyOf, (count, behind) =>
    eventTypesByKey(context.sql, query, count, behind),
  );
}

async function byLastEvent(
  context: ServiceContext,
  query: EventTypesQuery,
): Promise<Page<EventTypeRow>> {
  const cursor =
    query.after === undefined ? null : lastEventCursor.safeParse(decodeCursor(query.after, 3));
  if (cursor !== null && !cursor.success) throw badCursor();
  // An id of now: larger than those of all events that this process has taken in.
  const [before, lastEventId, key] = cursor?.data ?? [newId(), "", ""];
  const after = cursor === null ? null : { key, lastEventId: lastEventId || null };
  const rows = await eventTypesByLastEvent(context.sql, query, query.limit + 1, before, after);
  return cutPage(rows, query.limit, (row) => [before, row.lastEventId ?? "", row.key]);
}

/** Event types as the API shows them: with what they are linked to, and how busy they were. */
async function presentEventTypes(
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

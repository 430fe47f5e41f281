import type { EventTypeParams } from "../../contract/api/event-types.ts";
import type { Database } from "../../db/core/database.ts";
import { newestParams } from "../../db/events/seen-params.ts";
import { seenValues } from "../../domain/seen-values.ts";
import { getEventType } from "./get.ts";

const lookedAt = 500;

/**
 * What the newest events of a type have said: suggestions for filters and templates.
 * @throws AppError `not_found`
 */
export async function eventTypeParams(db: Database, id: string): Promise<EventTypeParams> {
  await getEventType(db, id);
  const params = await newestParams(db, id, lookedAt);
  return { events: params.length, params: seenValues(params) };
}

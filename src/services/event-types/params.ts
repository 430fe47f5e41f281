import type { ServiceContext } from "../context.ts";
import type { EventTypeParams } from "../../contract/api/event-types.ts";
import { newestParams } from "../../db/events/seen-params.ts";
import { seenValues } from "../../domain/seen-values.ts";
import { getEventType } from "./get.ts";

const lookedAt = 500;

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
  return { events: params.length, params: seenValues(params) };
}

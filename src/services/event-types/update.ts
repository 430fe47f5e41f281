import type { ServiceContext } from "../context.ts";
import type { EventTypeAnswer } from "../../contract/api/event-types.ts";
import type { EventTypeChange } from "../../db/events/event-types.ts";
import { updateEventType as write } from "../../db/events/event-types.ts";
import { getEventType, noEventType } from "./get.ts";

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

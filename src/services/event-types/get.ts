import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/database.ts";
import type { EventTypeRow } from "../../db/event-types.ts";
import { eventTypeById } from "../../db/event-types.ts";

export const noEventType = () => new AppError("not_found", "there is no such event type");

/** @throws AppError `not_found` */
export async function getEventType(db: Database, id: string): Promise<EventTypeRow> {
  const type = await eventTypeById(db, id);
  if (type === null) throw noEventType();
  return type;
}

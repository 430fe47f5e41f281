import type { ServiceContext } from "../context.ts";
import type { EventTypeAnswer } from "../../contract/api/event-types.ts";
import { AppError } from "../../contract/errors.ts";
import { eventTypeById } from "../../db/events/event-types.ts";
import { presentEventTypes } from "./present.ts";

export const noEventType = () => new AppError("not_found", "there is no such event type");

/** @throws AppError `not_found` */
export async function getEventType(context: ServiceContext, id: string): Promise<EventTypeAnswer> {
  const row = await eventTypeById(context.sql, id);
  const [type] = row === null ? [] : await presentEventTypes(context, [row]);
  if (type === undefined) throw noEventType();
  return type;
}

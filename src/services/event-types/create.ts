import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import { AppError } from "../../contract/errors.ts";
import type { ParamRule } from "../../domain/event.ts";
import type { EventCategory } from "../../contract/event-categories.ts";
import type { EventTypeAnswer } from "../../contract/api/event-types.ts";
import { insertEventType } from "../../db/events/event-types.ts";
import { getEventType } from "./get.ts";

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
  const id = v7();
  if (!(await insertEventType(context.sql, { ...type, id, name: type.name ?? type.key }))) {
    throw new AppError("conflict", `there is an event type with the key "${type.key}" already`, {
      faults: [{ path: "key", message: "is taken" }],
    });
  }
  return getEventType(context, id);
}

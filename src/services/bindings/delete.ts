import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { bindingById, deleteBinding as deleteRow } from "../../db/workflows/binding-rows.ts";
import { deleteEventType } from "../../db/events/event-types.ts";

/**
 * Ends a link. Runs under way go on. Its memory of who launched when goes with it: whoever wants
 * to pause a binding and keep the promise switches it off instead.
 */
export async function deleteBinding(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const binding = await bindingById(context.sql, id);
    if (binding === undefined || !(await deleteRow(context.sql, id))) {
      throw new AppError("not_found", `there is no binding ${id}`);
    }
    // A regular start has an event type of its own; Temporal's schedule goes with the next sweep.
    if (binding.source === "schedule") await deleteEventType(context.sql, binding.eventTypeId);
  });
}

import { AppError } from "../../contract/errors.ts";
import { bindingById, deleteBinding as deleteRow } from "../../db/workflows/binding-rows.ts";
import type { Database } from "../../db/core/database.ts";
import { deleteEventType } from "../../db/events/event-types.ts";

/**
 * Ends a link. Runs under way go on. Its memory of who launched when goes with it: whoever wants
 * to pause a binding and keep the promise switches it off instead.
 */
export async function deleteBinding(db: Database, id: string): Promise<void> {
  await db.tx(async (sql) => {
    const binding = await bindingById(sql, id);
    if (binding === undefined || !(await deleteRow(sql, id))) {
      throw new AppError("not_found", `there is no binding ${id}`);
    }
    // A regular start has an event type of its own; Temporal's schedule goes with the next sweep.
    if (binding.source === "schedule") await deleteEventType(sql, binding.eventTypeId);
  });
}

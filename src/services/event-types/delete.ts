import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/database.ts";
import { deleteEventType as remove, dependenciesOf, lockEventType } from "../../db/event-types.ts";
import { noEventType } from "./get.ts";

/**
 * Deletes a type that nothing is bound to. Its events stay in the history, under its old name; the
 * next event with its key registers it anew.
 * @throws AppError `not_found`; `conflict` for a system type, and while workflows are bound to it,
 * archived ones included (`details.bindings`)
 */
export async function deleteEventType(db: Database, id: string): Promise<void> {
  await db.tx(async (sql) => {
    const type = await lockEventType(sql, id);
    if (type === null) throw noEventType();
    if (type.source === "system") {
      throw new AppError(
        "conflict",
        "Campanile raises this event itself: its type can't be deleted",
      );
    }
    const bound = await dependenciesOf(sql, id);
    if (bound.length > 0) {
      const bindings = bound.map(({ bindingId, workflowId, workflowName, role }) => ({
        bindingId,
        workflowId,
        workflowName,
        role,
      }));
      const message = "workflows are bound to this event type: unlink them first";
      throw new AppError("conflict", message, { details: { bindings } });
    }
    await remove(sql, id);
  });
}

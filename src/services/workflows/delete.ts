import { AppError } from "../../contract/errors.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import type { Database } from "../../db/core/database.ts";
import { deleteEventType } from "../../db/events/event-types.ts";
import { deleteWorkflow as deleteRow, hasRuns } from "../../db/workflows/workflow-rows.ts";
import { requireLockedWorkflow } from "./require.ts";

/** Deletes a draft that never ran. What has run is history: it can be archived. */
export async function deleteWorkflow(db: Database, id: string): Promise<void> {
  await db.tx(async (sql) => {
    const { status } = await requireLockedWorkflow(sql, id);
    if (status !== "draft" || (await hasRuns(sql, id))) {
      const message = `only a draft that never ran can be deleted; archive this one instead (it is ${status})`;
      throw new AppError("conflict", message);
    }
    const regular = (await bindingsOfWorkflows(sql, [id])).filter(
      ({ source }) => source === "schedule",
    );
    await deleteRow(sql, id);
    // Each regular start had an event type of its own; Temporal's schedules go with the next sweep.
    for (const { eventTypeId } of regular) await deleteEventType(sql, eventTypeId);
  });
}

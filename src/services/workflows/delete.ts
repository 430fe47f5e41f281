import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import { deleteEventType } from "../../db/events/event-types.ts";
import { deleteWorkflow as deleteRow, hasRuns } from "../../db/workflows/workflow-rows.ts";
import { requireLockedWorkflow } from "./require.ts";

/** Deletes a draft that never ran. What has run is history: it can be archived. */
export async function deleteWorkflow(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const { status } = await requireLockedWorkflow(context, id);
    if (status !== "draft" || (await hasRuns(context.sql, id))) {
      const message = `only a draft that never ran can be deleted; archive this one instead (it is ${status})`;
      throw new AppError("conflict", message);
    }
    const regular = (await bindingsOfWorkflows(context.sql, [id])).filter(
      ({ source }) => source === "schedule",
    );
    await deleteRow(context.sql, id);
    // Each regular start had an event type of its own; Temporal's schedules go with the next sweep.
    for (const { eventTypeId } of regular) await deleteEventType(context.sql, eventTypeId);
  });
}

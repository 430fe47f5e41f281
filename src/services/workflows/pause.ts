import type { WorkflowAnswer } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/database.ts";
import { setWorkflowStatus } from "../../db/workflow-rows.ts";
import { getWorkflow } from "./get.ts";
import { requireLockedWorkflow } from "./require.ts";

/** No event starts a run any more, until it is activated again. Runs under way go on. */
export async function pauseWorkflow(db: Database, id: string): Promise<WorkflowAnswer> {
  return db.tx(async (sql) => {
    const { status } = await requireLockedWorkflow(sql, id);
    if (status !== "active" && status !== "paused") {
      throw new AppError(
        "conflict",
        `only an active workflow can be paused; this one is ${status}`,
      );
    }
    await setWorkflowStatus(sql, id, "paused");
    return getWorkflow(sql, id);
  });
}

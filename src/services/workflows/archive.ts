import type { WorkflowAnswer } from "../../contract/api/workflow.ts";
import type { Database } from "../../db/database.ts";
import { setWorkflowStatus } from "../../db/workflow-rows.ts";
import { getWorkflow } from "./get.ts";
import { requireLockedWorkflow } from "./require.ts";

/**
 * Puts a workflow away, from any status and for good: nothing starts it again, while its runs go
 * on and can be stopped. Final, because a campaign brought back after months would greet everybody
 * whose window has passed meanwhile; its draft can be made into a new workflow instead.
 */
export async function archiveWorkflow(db: Database, id: string): Promise<WorkflowAnswer> {
  return db.tx(async (sql) => {
    const { status } = await requireLockedWorkflow(sql, id);
    if (status !== "archived") await setWorkflowStatus(sql, id, "archived");
    return getWorkflow(sql, id);
  });
}

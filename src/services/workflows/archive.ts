import type { ServiceContext } from "../context.ts";
import type { ActiveRunsChoice } from "../../contract/api/active-runs.ts";
import type { WorkflowChanged } from "../../contract/api/workflow.ts";
import { setWorkflowStatus } from "../../db/workflows/workflow-rows.ts";
import { getWorkflow } from "./get.ts";
import { requireLockedWorkflow } from "./require.ts";
import { withActiveRuns, settleActiveRuns } from "./active-runs.ts";

/**
 * Puts a workflow away, from any status and for good: nothing starts it again. Its runs go on and
 * can be stopped, or are stopped now, as chosen. Final, because a campaign brought back after
 * months would greet everybody whose window has passed meanwhile; its draft can be made into a new
 * workflow instead.
 */
export async function archiveWorkflow(
  context: ServiceContext,
  id: string,
  runs: ActiveRunsChoice = "continue",
): Promise<WorkflowChanged> {
  const runsUnderWay = await withActiveRuns(context, runs, async (context, excludeStarts) => {
    const { status } = await requireLockedWorkflow(context, id);
    await excludeStarts();
    if (status !== "archived") await setWorkflowStatus(context.sql, id, "archived");
    return settleActiveRuns(context, runs, {
      cause: "archive",
      workflowId: id,
      keepVersionId: null,
      reason: "its workflow was archived",
    });
  });
  return { ...(await getWorkflow(context, id)), runsUnderWay };
}

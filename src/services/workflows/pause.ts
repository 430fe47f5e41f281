import type { ServiceContext } from "../context.ts";
import type { ActiveRunsChoice } from "../../contract/api/active-runs.ts";
import type { WorkflowChanged } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import { setWorkflowStatus } from "../../db/workflows/workflow-rows.ts";
import { getWorkflow } from "./get.ts";
import { requireLockedWorkflow } from "./require.ts";
import { withActiveRuns, settleActiveRuns } from "./active-runs.ts";

/**
 * No event starts a run any more, until it is activated again. Runs under way go on, or are
 * stopped, as chosen now.
 */
export async function pauseWorkflow(
  context: ServiceContext,
  id: string,
  runs: ActiveRunsChoice = "continue",
): Promise<WorkflowChanged> {
  const runsUnderWay = await withActiveRuns(context, runs, async (context, excludeStarts) => {
    const { status } = await requireLockedWorkflow(context, id);
    if (status !== "active" && status !== "paused") {
      throw new AppError(
        "conflict",
        `only an active workflow can be paused; this one is ${status}`,
      );
    }
    await excludeStarts();
    await setWorkflowStatus(context.sql, id, "paused");
    return settleActiveRuns(context, runs, {
      cause: "pause",
      workflowId: id,
      keepVersionId: null,
      reason: "its workflow was paused",
    });
  });
  return { ...(await getWorkflow(context, id)), runsUnderWay };
}

import type { ActiveRunsChoice } from "../../contract/api/active-runs.ts";
import type { WorkflowChanged } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import { setWorkflowStatus } from "../../db/workflows/workflow-rows.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { getWorkflow } from "./get.ts";
import { requireLockedWorkflow } from "./require.ts";
import { withActiveRuns, settleActiveRuns } from "./active-runs.ts";

/**
 * No event starts a run any more, until it is activated again. Runs under way go on, or are
 * stopped, as chosen now.
 */
export async function pauseWorkflow(
  db: Database,
  renderer: Renderer,
  id: string,
  runs: ActiveRunsChoice = "continue",
): Promise<WorkflowChanged> {
  const runsUnderWay = await withActiveRuns(db, runs, async (sql, excludeStarts) => {
    const { status } = await requireLockedWorkflow(sql, id);
    if (status !== "active" && status !== "paused") {
      throw new AppError(
        "conflict",
        `only an active workflow can be paused; this one is ${status}`,
      );
    }
    await excludeStarts();
    await setWorkflowStatus(sql, id, "paused");
    return settleActiveRuns(sql, runs, {
      ...{ cause: "pause", workflowId: id, keepVersionId: null },
      reason: "its workflow was paused",
    });
  });
  return { ...(await getWorkflow(db, renderer, id)), runsUnderWay };
}

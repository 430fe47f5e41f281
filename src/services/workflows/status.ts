import { sayRun } from "../../domain/sentences/run-sentences.ts";
import type { ActiveRunsChoice } from "../../contract/api/active-runs.ts";
import type { WorkflowAnswer, WorkflowChanged } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import type { WorkflowRow } from "../../db/workflows/workflow-rows.ts";
import { setWorkflowStatus } from "../../db/workflows/workflow-rows.ts";
import { versionByNumber } from "../../db/workflows/workflow-versions.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { settleActiveRuns, withActiveRuns } from "./active-runs.ts";
import { definitionIssues } from "./check-definition.ts";
import { requireLockedWorkflow } from "./require.ts";
import { getWorkflow } from "./workflows.ts";

/** Lets events start runs. All that is missing for it is told at once. */
export async function activateWorkflow(
  context: ServiceContext,
  id: string,
): Promise<WorkflowAnswer> {
  await context.transaction((context) => activate(context, id));
  return getWorkflow(context, id);
}

interface Missing {
  what: "version" | "start" | "block";
  block?: string;
  field?: string;
  message: string;
}

/**
 * No event starts a run any more, until it is activated again. Active runs go on, or are
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
      reason: sayRun("workflowPaused"),
    });
  });
  return { ...(await getWorkflow(context, id)), runsUnderWay };
}

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
      reason: sayRun("workflowArchived"),
    });
  });
  return { ...(await getWorkflow(context, id)), runsUnderWay };
}

async function activate(context: ServiceContext, id: string): Promise<void> {
  const workflow = await requireLockedWorkflow(context, id);
  if (workflow.status === "archived") {
    const message = "the workflow is archived, which is final: make a new one from its draft";
    throw new AppError("conflict", message);
  }
  const missing = await missingForActivation(context, workflow);
  if (missing.length > 0) {
    throw new AppError("conflict", "the workflow can't be activated yet: see `missing`", {
      details: { missing },
    });
  }
  await setWorkflowStatus(context.sql, id, "active");
}

async function missingForActivation(
  context: ServiceContext,
  workflow: WorkflowRow,
): Promise<Missing[]> {
  const missing: Missing[] = [];
  const { id, currentVersion, draft } = workflow;
  const version =
    currentVersion === null ? undefined : await versionByNumber(context.sql, id, currentVersion);
  if (version === undefined) {
    missing.push({ what: "version", message: "no version is published: publish the draft" });
  }
  // A version published by an older Campanile may miss what a kind of block asks for today.
  const definition = version?.definition ?? draft;
  const setUp = await setUpChannels(context);
  for (const problem of await definitionIssues(context.renderer, definition, setUp)) {
    missing.push({ what: "block", ...problem });
  }
  const bindings = await bindingsOfWorkflows(context.sql, [id]);
  const starts = bindings.filter(({ role }) => role === "start");
  if (!starts.some(({ enabled }) => enabled)) {
    const message =
      starts.length === 0
        ? "no event starts it: bind an event type with the role start"
        : "all its start bindings are switched off: enable one";
    missing.push({ what: "start", message });
  }
  return missing;
}

import type { ServiceContext } from "../context.ts";
import type { WorkflowAnswer } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import type { WorkflowRow } from "../../db/workflows/workflow-rows.ts";
import { setWorkflowStatus } from "../../db/workflows/workflow-rows.ts";
import { versionByNumber } from "../../db/workflows/workflow-versions.ts";
import { definitionIssues } from "./check-definition.ts";
import { getWorkflow } from "./get.ts";
import { requireLockedWorkflow } from "./require.ts";

/** Lets events start runs. All that is missing for it is told at once. */
export async function activateWorkflow(
  context: ServiceContext,
  id: string,
): Promise<WorkflowAnswer> {
  await context.transaction((context) => activate(context, id));
  return getWorkflow(context, id);
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

interface Missing {
  what: "version" | "start" | "block";
  block?: string;
  field?: string;
  message: string;
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
  for (const problem of await definitionIssues(context.renderer, version?.definition ?? draft)) {
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

import type { WorkflowAnswer } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import type { Database, Sql } from "../../db/core/database.ts";
import type { WorkflowRow } from "../../db/workflows/workflow-rows.ts";
import { setWorkflowStatus } from "../../db/workflows/workflow-rows.ts";
import { versionByNumber } from "../../db/workflows/workflow-versions.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { restarting } from "../../rendering/restarting.ts";
import { definitionIssues } from "./check-definition.ts";
import { getWorkflow } from "./get.ts";
import { requireLockedWorkflow } from "./require.ts";

/** Lets events start runs. All that is missing for it is told at once. */
export async function activateWorkflow(
  db: Database,
  renderer: Renderer,
  id: string,
): Promise<WorkflowAnswer> {
  await restarting(renderer, (here) => db.tx((sql) => activate(sql, here, id)));
  return getWorkflow(db, renderer, id);
}

async function activate(sql: Sql, renderer: Renderer, id: string): Promise<void> {
  const workflow = await requireLockedWorkflow(sql, id);
  if (workflow.status === "archived") {
    const message = "the workflow is archived, which is final: make a new one from its draft";
    throw new AppError("conflict", message);
  }
  const missing = await missingForActivation(sql, renderer, workflow);
  if (missing.length > 0) {
    throw new AppError("conflict", "the workflow can't be activated yet: see `missing`", {
      details: { missing },
    });
  }
  await setWorkflowStatus(sql, id, "active");
}

interface Missing {
  what: "version" | "start" | "block";
  block?: string;
  field?: string;
  message: string;
}

async function missingForActivation(
  sql: Sql,
  renderer: Renderer,
  workflow: WorkflowRow,
): Promise<Missing[]> {
  const missing: Missing[] = [];
  const { id, currentVersion, draft } = workflow;
  const version =
    currentVersion === null ? undefined : await versionByNumber(sql, id, currentVersion);
  if (version === undefined) {
    missing.push({ what: "version", message: "no version is published: publish the draft" });
  }
  // A version published by an older Campanile may miss what a kind of block asks for today.
  for (const problem of await definitionIssues(renderer, version?.definition ?? draft)) {
    missing.push({ what: "block", ...problem });
  }
  const bindings = await bindingsOfWorkflows(sql, [id]);
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

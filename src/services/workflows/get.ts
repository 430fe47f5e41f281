import type { WorkflowAnswer } from "../../contract/api/workflow.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { definitionIssues } from "./check-definition.ts";
import { presentWorkflows } from "./present.ts";
import { noSuchWorkflow, requireWorkflow } from "./require.ts";
import { summariesOf } from "./summaries.ts";

/** A workflow with its draft and what keeps it from being published. */
export async function getWorkflow(
  sql: Sql,
  renderer: Renderer,
  id: string,
): Promise<WorkflowAnswer> {
  const row = await requireWorkflow(sql, id);
  const [summary] = await presentWorkflows(sql, [row]);
  if (summary === undefined) throw noSuchWorkflow(id);
  return {
    ...summary,
    draft: row.draft,
    draftRevision: row.draftRevision,
    stopRules: row.stopRules,
    problems: await definitionIssues(renderer, row.draft),
    summaries: summariesOf(row.draft),
  };
}

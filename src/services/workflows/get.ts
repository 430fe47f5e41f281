import type { ServiceContext } from "../context.ts";
import type { WorkflowAnswer } from "../../contract/api/workflow.ts";
import { definitionIssues } from "./check-definition.ts";
import { presentWorkflows } from "./present.ts";
import { noSuchWorkflow, requireWorkflow } from "./require.ts";
import { summariesOf } from "./summaries.ts";

/** A workflow with its draft and what keeps it from being published. */
export async function getWorkflow(context: ServiceContext, id: string): Promise<WorkflowAnswer> {
  const row = await requireWorkflow(context, id);
  const [summary] = await presentWorkflows(context, [row]);
  if (summary === undefined) throw noSuchWorkflow(id);
  return {
    ...summary,
    draft: row.draft,
    draftRevision: row.draftRevision,
    stopRules: row.stopRules,
    problems: await definitionIssues(context.renderer, row.draft),
    summaries: summariesOf(row.draft),
  };
}

import type { ListWorkflowsQuery, WorkflowSummary } from "../../contract/api/workflow.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { Database } from "../../db/database.ts";
import { workflowsBelow } from "../../db/workflow-list.ts";
import { presentWorkflows } from "./present.ts";

/** Workflows, newest first. */
export async function listWorkflows(
  db: Database,
  query: ListWorkflowsQuery,
): Promise<Page<WorkflowSummary>> {
  const { limit, after, ...filter } = query;
  const below = after === undefined ? undefined : decodeIdCursor(after);
  const rows = await workflowsBelow(db, { ...filter, below }, limit + 1);
  const page = cutPage(rows, limit, ({ id }) => [id]);
  return { items: await presentWorkflows(db, page.items), next: page.next };
}

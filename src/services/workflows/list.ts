import type { ServiceContext } from "../context.ts";
import { z } from "zod";
import type { ListWorkflowsQuery, WorkflowSummary } from "../../contract/api/workflow.ts";
import type { Page } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor, decodeIdCursor } from "../../contract/api/page.ts";
import type {
  AfterWorkflow,
  ListedWorkflow,
  WorkflowSort,
} from "../../db/workflows/workflow-list.ts";
import { workflowsInOrder } from "../../db/workflows/workflow-list.ts";
import { presentWorkflows } from "./present.ts";

/** Workflows: newest first, those changed last first, or by name. */
export async function listWorkflows(
  context: ServiceContext,
  query: ListWorkflowsQuery,
): Promise<Page<WorkflowSummary>> {
  const { limit, after, sort, ...filter } = query;
  const from = after === undefined ? null : readCursor(sort, after);
  const rows = await workflowsInOrder(context.sql, filter, sort, limit + 1, from);
  const page = cutPage(rows, limit, (row) => cursorOf(sort, row));
  return { items: await presentWorkflows(context, page.items), next: page.next };
}

function cursorOf(sort: WorkflowSort, { id, name, updatedAt }: ListedWorkflow): string[] {
  if (sort === "createdAt") return [id];
  return [sort === "name" ? name : updatedAt.toISOString(), id];
}

const cursorParts = {
  name: z.tuple([z.string(), z.guid()]),
  updatedAt: z.tuple([z.iso.datetime(), z.guid()]),
};

function readCursor(sort: WorkflowSort, text: string): AfterWorkflow {
  if (sort === "createdAt") return { value: "", id: decodeIdCursor(text) };
  const parsed = cursorParts[sort].safeParse(decodeCursor(text, 2));
  if (!parsed.success) throw badCursor();
  const [value, id] = parsed.data;
  return { value, id };
}

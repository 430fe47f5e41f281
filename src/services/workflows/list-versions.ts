import type { ServiceContext } from "../context.ts";
import type { VersionSummary } from "../../contract/api/workflow.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import { versionsBelow } from "../../db/workflows/workflow-versions.ts";
import { requireWorkflow } from "./require.ts";

/** The published versions of a workflow, newest first. */
export async function listVersions(
  context: ServiceContext,
  workflowId: string,
  { limit, after }: { limit: number; after?: string },
): Promise<Page<VersionSummary>> {
  await requireWorkflow(context, workflowId);
  const [number] = after === undefined ? [] : decodeCursor(after, 1);
  const below = number === undefined ? null : Number.parseInt(number, 10) || 0;
  const page = cutPage(
    await versionsBelow(context.sql, workflowId, below, limit + 1),
    limit,
    (row) => [row.number],
  );
  return { ...page, items: page.items.map(({ id: _id, ...version }) => version) };
}

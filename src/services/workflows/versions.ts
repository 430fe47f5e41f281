import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { RestoreVersion, VersionAnswer, VersionSummary } from "../../contract/api/workflow.ts";
import { versionsBelow } from "../../db/workflows/workflow-versions.ts";
import type { ServiceContext } from "../context.ts";
import { requireVersion, requireWorkflow } from "./require.ts";
import { summariesOf } from "./summaries.ts";
import { updateWorkflow } from "./workflows.ts";

export async function getVersion(
  context: ServiceContext,
  workflowId: string,
  number: number,
): Promise<VersionAnswer> {
  const version = await requireVersion(context, workflowId, number);
  const { id, publishedAt, current, definition } = version;
  return { id, number, publishedAt, current, definition, summaries: summariesOf(definition) };
}

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

/** Makes the draft what a version says, for going on from there; runs and versions stay. */
export async function restoreVersion(
  context: ServiceContext,
  workflowId: string,
  number: number,
  { draftRevision }: RestoreVersion,
): Promise<void> {
  const { definition: draft } = await requireVersion(context, workflowId, number);
  await updateWorkflow(context, workflowId, { draft, draftRevision });
}

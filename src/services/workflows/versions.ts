import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { RestoreVersion, VersionAnswer, VersionSummary } from "../../contract/api/workflow.ts";
import { publishedVersionsBelow } from "../../db/workflows/live-versions.ts";
import type { ServiceContext } from "../context.ts";
import { definitionChanges } from "./definition-changes.ts";
import { publisherOf } from "./history.ts";
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
  const [last] = after === undefined ? [] : decodeCursor(after, 1);
  const below = last === undefined ? null : Number.parseInt(last, 10) || 0;
  // One more than the page and its mark: each version is set beside the one before it.
  const rows = await publishedVersionsBelow(context.sql, workflowId, below, limit + 1);
  const page = cutPage(rows, limit, (row) => [row.number]);
  const items = page.items.map(({ number, publishedAt, current, definition, ...by }, index) => {
    const former = rows[index + 1]?.definition;
    const changes = former === undefined ? null : definitionChanges(former, definition);
    return { number, publishedAt, current, publishedBy: publisherOf(by), changes };
  });
  return { ...page, items };
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

import type { RestoreVersion } from "../../contract/api/workflow.ts";
import type { Sql } from "../../db/core/database.ts";
import { requireVersion } from "./require.ts";
import { updateWorkflow } from "./update.ts";

/** Makes the draft what a version says, for going on from there; runs and versions stay. */
export async function restoreVersion(
  sql: Sql,
  workflowId: string,
  number: number,
  { draftRevision }: RestoreVersion,
): Promise<void> {
  const { definition: draft } = await requireVersion(sql, workflowId, number);
  await updateWorkflow(sql, workflowId, { draft, draftRevision });
}

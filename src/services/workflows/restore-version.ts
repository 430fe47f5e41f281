import type { ServiceContext } from "../context.ts";
import type { RestoreVersion } from "../../contract/api/workflow.ts";
import { requireVersion } from "./require.ts";
import { updateWorkflow } from "./update.ts";

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

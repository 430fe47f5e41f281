import type { ServiceContext } from "../context.ts";
import type { UpdateWorkflow } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import { updateWorkflow as updateRow } from "../../db/workflows/workflow-rows.ts";
import { requireSegments } from "./require-segments.ts";
import { requireWorkflow } from "./require.ts";

/**
 * Renames, tags, saves the draft. A draft need not be whole: what is missing comes back as
 * `problems`. New stop rules hold at once, also for runs under way: those that wait see them after
 * their wait, or when something happens to their contact. Runs and published versions are not touched.
 */
export async function updateWorkflow(
  context: ServiceContext,
  id: string,
  body: UpdateWorkflow,
): Promise<void> {
  await requireSegments(context, body.stopRules ?? []);
  if (await updateRow(context.sql, id, body)) return;
  const { draftRevision } = await requireWorkflow(context, id);
  throw new AppError(
    "conflict",
    `somebody saved the draft meanwhile: it is at revision ${draftRevision}, yours was made from ` +
      `${body.draftRevision ?? "none"}; load it again and repeat your change`,
    { details: { draftRevision } },
  );
}

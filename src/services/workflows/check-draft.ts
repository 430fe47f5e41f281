import type { ServiceContext } from "../context.ts";
import type { DraftCheck } from "../../contract/api/workflow.ts";
import type { Draft } from "../../contract/draft.ts";
import { contentWarnings } from "../templates/warnings.ts";
import { examineDraft } from "./examine.ts";
import { requireWorkflow } from "./require.ts";
import { summariesOf } from "./summaries.ts";

/** What saving and publishing would say of a draft that is not saved yet. */
export async function checkDraft(
  context: ServiceContext,
  id: string,
  draft: Draft,
): Promise<DraftCheck> {
  await requireWorkflow(context, id);
  const { problems, readable, contents } = await examineDraft(context, draft);
  const warnings = await contentWarnings(context, id, { blocks: readable }, contents);
  return { problems, warnings, summaries: summariesOf(draft) };
}

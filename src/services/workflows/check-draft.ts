import type { DraftCheck } from "../../contract/api/workflow.ts";
import type { Draft } from "../../contract/draft.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { contentWarnings } from "../templates/warnings.ts";
import { examineDraft } from "./examine.ts";
import { requireWorkflow } from "./require.ts";
import { summariesOf } from "./summaries.ts";

/** What saving and publishing would say of a draft that is not saved yet. */
export async function checkDraft(
  sql: Sql,
  renderer: Renderer,
  id: string,
  draft: Draft,
): Promise<DraftCheck> {
  await requireWorkflow(sql, id);
  const { problems, readable, contents } = await examineDraft(sql, renderer, draft);
  const warnings = await contentWarnings(sql, renderer, id, { blocks: readable }, contents);
  return { problems, warnings, summaries: summariesOf(draft) };
}

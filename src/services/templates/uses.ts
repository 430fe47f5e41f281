import { z } from "zod";
import type { Page, PageQuery } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { TemplateUse } from "../../contract/api/template-versions.ts";
import { usesOfTemplate } from "../../db/messages/template-uses.ts";
import type { ServiceContext } from "../context.ts";
import { getTemplate } from "./get.ts";

/** Workflows whose draft or current version uses a template, by name. @throws AppError `not_found` */
export async function listTemplateUses(
  context: ServiceContext,
  templateId: string,
  { limit, after }: PageQuery,
): Promise<Page<TemplateUse>> {
  await getTemplate(context, templateId);
  const from = after === undefined ? null : placeIn(after);
  const rows = await usesOfTemplate(context.sql, templateId, from, limit + 1);
  const page = cutPage(rows, limit, ({ workflowName, workflowId }) => [workflowName, workflowId]);
  return {
    ...page,
    items: page.items.map((row) => ({ ...row, status: row.status as TemplateUse["status"] })),
  };
}

function placeIn(cursor: string): { name: string; id: string } {
  const [name = "", id] = decodeCursor(cursor, 2);
  const read = z.guid().safeParse(id);
  if (!read.success) throw badCursor();
  return { name, id: read.data };
}

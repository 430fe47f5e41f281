import type { Page, PageQuery } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor } from "../../contract/api/page.ts";
import type {
  TemplateVersionDetails,
  TemplateVersionSummary,
} from "../../contract/api/template-versions.ts";
import { AppError } from "../../contract/errors.ts";
import type { TemplateVersionRow } from "../../db/messages/template-versions.ts";
import { templateVersion, templateVersionsBelow } from "../../db/messages/template-versions.ts";
import type { ServiceContext } from "../context.ts";
import { getTemplate } from "./get.ts";
import { savedBy } from "./saved-by.ts";

/** What a template was at each save, newest first. @throws AppError `not_found` */
export async function listTemplateVersions(
  context: ServiceContext,
  id: string,
  { limit, after }: PageQuery,
): Promise<Page<TemplateVersionSummary>> {
  await getTemplate(context, id);
  const below = after === undefined ? null : revisionIn(after);
  const rows = await templateVersionsBelow(context.sql, id, below, limit + 1);
  const page = cutPage(rows, limit, ({ revision }) => [revision]);
  return { ...page, items: page.items.map(presented) };
}

/** @throws AppError `not_found`, also of a version that is no longer kept */
export async function getTemplateVersion(
  context: ServiceContext,
  id: string,
  revision: number,
): Promise<TemplateVersionDetails> {
  await getTemplate(context, id);
  const row = await templateVersion(context.sql, id, revision);
  if (row === undefined) {
    throw new AppError("not_found", `the template has no version ${revision}, or not any more`);
  }
  return { ...presented(row), content: row.content };
}

function presented(row: TemplateVersionRow): TemplateVersionSummary {
  const { revision, name, savedAt } = row;
  return { revision, name, savedAt, savedBy: savedBy(row) };
}

function revisionIn(cursor: string): number {
  const [text] = decodeCursor(cursor, 1);
  const revision = Number(text);
  if (!Number.isInteger(revision) || revision < 1 || revision > 2_147_483_647) throw badCursor();
  return revision;
}

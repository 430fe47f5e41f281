import type { ServiceContext } from "../context.ts";
import type { Page, SearchPageQuery } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { TemplateRow } from "../../db/messages/templates.ts";
import { templatesAbove } from "../../db/messages/templates.ts";

/** Templates by name. */
export async function listTemplates(
  context: ServiceContext,
  { limit, after, search }: SearchPageQuery,
): Promise<Page<TemplateRow>> {
  const [from = null] = after === undefined ? [] : decodeCursor(after, 1);
  return cutPage(await templatesAbove(context.sql, limit + 1, from, search), limit, ({ name }) => [
    name,
  ]);
}

import type { ServiceContext } from "../context.ts";
import type { Page, SearchPageQuery } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { ListedTemplate } from "../../contract/api/template.ts";
import { countTemplateUses } from "../../db/messages/template-uses.ts";
import { newestSavers } from "../../db/messages/template-versions.ts";
import { templatesAbove } from "../../db/messages/templates.ts";
import { savedBy } from "./saved-by.ts";

/** Templates by name, with who saved them last and how many workflows use them. */
export async function listTemplates(
  context: ServiceContext,
  { limit, after, search }: SearchPageQuery,
): Promise<Page<ListedTemplate>> {
  const [from = null] = after === undefined ? [] : decodeCursor(after, 1);
  const rows = await templatesAbove(context.sql, limit + 1, from, search);
  const page = cutPage(rows, limit, ({ name }) => [name]);
  const ids = page.items.map(({ id }) => id);
  const savers = await newestSavers(context.sql, ids);
  const uses = await countTemplateUses(context.sql, ids);
  return {
    ...page,
    items: page.items.map((template) => {
      const saver = savers.get(template.id);
      return {
        ...template,
        content: template.content,
        savedBy: saver === undefined ? null : savedBy(saver),
        uses: uses.get(template.id) ?? 0,
      };
    }),
  };
}

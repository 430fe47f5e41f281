import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { Sql } from "../../db/core/database.ts";
import type { PartialRow } from "../../db/messages/partials.ts";
import { partialsAbove } from "../../db/messages/partials.ts";

/** Partials by name. */
export async function listPartials(
  sql: Sql,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<PartialRow>> {
  const [from = null] = after === undefined ? [] : decodeCursor(after, 1);
  return cutPage(await partialsAbove(sql, limit + 1, from), limit, ({ name }) => [name]);
}

import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { listSources as rowsOf } from "../../db/events/sources.ts";

/** Sources, newest first. */
export async function listSources(
  sql: Sql,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<SourceRow>> {
  const rows = await rowsOf(sql, limit + 1, after === undefined ? null : decodeIdCursor(after));
  return cutPage(rows, limit, ({ id }) => [id]);
}

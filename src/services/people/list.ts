import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { Sql } from "../../db/core/database.ts";
import type { PersonRow } from "../../db/access/people.ts";
import { listPeople as rowsOf } from "../../db/access/people.ts";

/** All people, in the order in which they came. */
export async function listPeople(
  sql: Sql,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<PersonRow>> {
  const rows = await rowsOf(sql, limit + 1, after === undefined ? null : decodeIdCursor(after));
  return cutPage(rows, limit, ({ id }) => [id]);
}

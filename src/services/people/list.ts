import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { PersonRow } from "../../db/access/people.ts";
import { listPeople as rowsOf } from "../../db/access/people.ts";

/** All people, in the order in which they came. */
export async function listPeople(
  context: ServiceContext,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<PersonRow>> {
  const rows = await rowsOf(
    context.sql,
    limit + 1,
    after === undefined ? null : decodeIdCursor(after),
  );
  return cutPage(rows, limit, ({ id }) => [id]);
}

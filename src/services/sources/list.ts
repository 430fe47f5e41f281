import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { listSources as rowsOf } from "../../db/events/sources.ts";

/** Sources, newest first. */
export async function listSources(
  context: ServiceContext,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<SourceRow>> {
  const rows = await rowsOf(
    context.sql,
    limit + 1,
    after === undefined ? null : decodeIdCursor(after),
  );
  return cutPage(rows, limit, ({ id }) => [id]);
}

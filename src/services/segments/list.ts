import type { ServiceContext } from "../context.ts";
import type { Page, SearchPageQuery } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { SegmentRow } from "../../db/contacts/segments.ts";
import { listSegments as rowsOf } from "../../db/contacts/segments.ts";

/** Segments by name. */
export async function listSegments(
  context: ServiceContext,
  { limit, after, search }: SearchPageQuery,
): Promise<Page<SegmentRow>> {
  const [from = null] = after === undefined ? [] : decodeCursor(after, 1);
  return cutPage(await rowsOf(context.sql, limit + 1, from, search), limit, ({ name }) => [name]);
}

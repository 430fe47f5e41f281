import type { ServiceContext } from "../context.ts";
import type { Page, SearchPageQuery } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { TopicRow } from "../../db/contacts/topics.ts";
import { listTopics as rowsOf } from "../../db/contacts/topics.ts";

/** Topics by key. */
export async function listTopics(
  context: ServiceContext,
  { limit, after, search }: SearchPageQuery,
): Promise<Page<TopicRow>> {
  const [from = null] = after === undefined ? [] : decodeCursor(after, 1);
  return cutPage(await rowsOf(context.sql, limit + 1, from, search), limit, ({ key }) => [key]);
}

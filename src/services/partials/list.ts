import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { PartialRow } from "../../db/messages/partials.ts";
import { partialsAbove } from "../../db/messages/partials.ts";

/** Partials by name. */
export async function listPartials(
  context: ServiceContext,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<PartialRow>> {
  const [from = null] = after === undefined ? [] : decodeCursor(after, 1);
  return cutPage(await partialsAbove(context.sql, limit + 1, from), limit, ({ name }) => [name]);
}

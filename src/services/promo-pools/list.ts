import type { ServiceContext } from "../context.ts";
import type { Page, SearchPageQuery } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import { listPools as rowsOf } from "../../db/messages/promo-codes.ts";
import type { ShownPool } from "./present.ts";
import { presentPool } from "./present.ts";

/** Pools by name. */
export async function listPools(
  context: ServiceContext,
  { limit, after, search }: SearchPageQuery,
): Promise<Page<ShownPool>> {
  const [from = null] = after === undefined ? [] : decodeCursor(after, 1);
  const rows = (await rowsOf(context.sql, limit + 1, from, search)).map(presentPool);
  return cutPage(rows, limit, ({ name }) => [name]);
}

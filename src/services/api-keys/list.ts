import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { ApiKeyRow } from "../../db/access/api-keys.ts";
import { listApiKeys as rowsOf } from "../../db/access/api-keys.ts";

/** All keys, revoked ones too, newest first. */
export async function listApiKeys(
  context: ServiceContext,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<ApiKeyRow>> {
  const rows = await rowsOf(
    context.sql,
    limit + 1,
    after === undefined ? null : decodeIdCursor(after),
  );
  return cutPage(rows, limit, ({ id }) => [id]);
}

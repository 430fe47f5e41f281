import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { SecretRow } from "../../db/access/secrets.ts";
import { listSecrets as rowsOf } from "../../db/access/secrets.ts";

/** Names of secrets, never the secrets. */
export async function listSecrets(
  context: ServiceContext,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<SecretRow>> {
  const [from = null] = after === undefined ? [] : decodeCursor(after, 1);
  return cutPage(await rowsOf(context.sql, limit + 1, from), limit, ({ name }) => [name]);
}

import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

/**
 * Which of some contacts are there, kept from being merged or erased until the transaction ends: what
 * is written of them in it goes along with a merge that comes after.
 */
export async function lockPresent(sql: Sql, contactIds: readonly string[]): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    {
      name: "lock-present-contacts",
      text: `select id from contacts where id = any(${anyLength("$1", "uuid")})
              order by id for key share`,
    },
    [contactIds],
  );
  return new Set(rows.map(({ id }) => id));
}

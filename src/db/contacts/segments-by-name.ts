import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

export interface NamedSegment {
  id: string;
  name: string;
  /** Whether a rule finds its members. */
  hasRule: boolean;
}

/** Segments by their names; those that do not exist are missing from the answer. */
export async function segmentsNamed(
  sql: Sql,
  names: readonly string[],
): Promise<Map<string, NamedSegment>> {
  if (names.length === 0) return new Map();
  const rows = await sql.query<NamedSegment>(
    {
      name: "segments-named",
      text: `select id, name, rule is not null as "hasRule" from segments where name = any(${anyLength("$1", "text")})`,
    },
    [names],
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** The same, kept from being renamed or deleted until the transaction ends. */
export async function lockSegmentByName(sql: Sql, name: string): Promise<NamedSegment | undefined> {
  const [row] = await sql.query<NamedSegment>(
    `select id, name, rule is not null as "hasRule" from segments where name = $1 for share`,
    [name],
  );
  return row;
}

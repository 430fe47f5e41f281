import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/** Segments gone through page by page, for what concerns each of their members. */

export async function countMembers(sql: Sql, segmentId: string): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    "select count(*) as n from segment_members where segment_id = $1",
    [segmentId],
  );
  return required(row, "a count").n;
}

/** The members behind the cursor. Who joins meanwhile behind it is among them, before it not. */
export async function membersBehind(
  sql: Sql,
  segmentId: string,
  cursor: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    {
      name: "members-behind",
      text: `select contact_id as id from segment_members
              where segment_id = $1 and contact_id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
              order by contact_id limit $3`,
    },
    [segmentId, cursor, limit],
  );
  return rows.map(({ id }) => id);
}

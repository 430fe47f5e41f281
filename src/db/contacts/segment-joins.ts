import { v7 } from "uuid";
import type { Sql } from "../core/database.ts";

/** Makes segments where there are none of these names, in sorted order. */
export async function ensureSegments(sql: Sql, names: readonly string[]): Promise<void> {
  const sorted = [...new Set(names)].toSorted();
  await sql.query(
    `insert into segments (id, name) select * from unnest($1::uuid[], $2::text[])
     on conflict (name) do nothing`,
    [sorted.map(() => v7()), sorted],
  );
}

/** @returns who is new in which segment */
export async function joinByName(
  sql: Sql,
  memberships: readonly { contactId: string; segment: string }[],
): Promise<{ contactId: string; segment: string }[]> {
  return sql.query(
    `with wanted as (
       select distinct s.id as segment_id, s.name, c.id as contact_id
         from unnest($1::uuid[], $2::text[]) as w (contact_id, name)
         join segments s on s.name = w.name join contacts c on c.id = w.contact_id
        order by s.id, c.id),
     joined as (
       insert into segment_members (segment_id, contact_id) select segment_id, contact_id from wanted
       on conflict do nothing returning segment_id, contact_id)
     select j.contact_id as "contactId", w.name as segment
       from joined j join wanted w using (segment_id, contact_id)`,
    [memberships.map(({ contactId }) => contactId), memberships.map(({ segment }) => segment)],
  );
}

/** @returns who was in which segment */
export async function leaveByName(
  sql: Sql,
  contactIds: readonly string[],
  names: readonly string[],
): Promise<{ contactId: string; segment: string }[]> {
  return sql.query(
    `delete from segment_members m using segments s
      where s.id = m.segment_id and s.name = any($2::text[]) and m.contact_id = any($1::uuid[])
     returning m.contact_id as "contactId", s.name as segment`,
    [contactIds, names],
  );
}

import { newId } from "../../platform/new-id.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

const segmentArrays = rowArrays<string>({
  id: ["uuid", () => newId()],
  name: ["text", (name) => name],
});

/** Makes segments where there are none of these names, in sorted order. */
export async function ensureSegments(sql: Sql, names: readonly string[]): Promise<void> {
  const sorted = [...new Set(names)].toSorted();
  await sql.query(
    `insert into segments (${segmentArrays.names}) select * from ${segmentArrays.unnest}
     on conflict (name) do nothing`,
    segmentArrays.values(sorted),
  );
}

export interface Membership {
  contactId: string;
  segment: string;
}

export interface Joined extends Membership {
  segmentId: string;
}

const membershipArrays = rowArrays<Membership>({
  contact_id: ["uuid", ({ contactId }) => contactId],
  name: ["text", ({ segment }) => segment],
});

/** Which of some segments have a rule: nobody is added to them, or taken out, by hand. */
export async function namesWithRule(sql: Sql, names: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    "select name from segments where name = any($1::text[]) and rule is not null order by name",
    [names],
  );
  return rows.map(({ name }) => name);
}

/** @returns who is new in which segment */
export async function joinByName(sql: Sql, memberships: readonly Membership[]): Promise<Joined[]> {
  return sql.query(
    `with wanted as (
       select distinct s.id as segment_id, s.name, c.id as contact_id
         from ${membershipArrays.unnest} as w (${membershipArrays.names})
         join segments s on s.name = w.name join contacts c on c.id = w.contact_id
        order by s.id, c.id),
     joined as (
       insert into segment_members (segment_id, contact_id) select segment_id, contact_id from wanted
       on conflict do nothing returning segment_id, contact_id)
     select j.contact_id as "contactId", w.name as segment, segment_id as "segmentId"
       from joined j join wanted w using (segment_id, contact_id)`,
    membershipArrays.values(memberships),
  );
}

/** @returns who was in which segment */
export async function leaveByName(
  sql: Sql,
  contactIds: readonly string[],
  names: readonly string[],
): Promise<Joined[]> {
  return sql.query(
    `delete from segment_members m using segments s
      where s.id = m.segment_id and s.name = any($2::text[]) and m.contact_id = any($1::uuid[])
     returning m.contact_id as "contactId", s.name as segment, s.id as "segmentId"`,
    [contactIds, names],
  );
}

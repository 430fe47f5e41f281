import { v7 } from "uuid";
import type { Sql } from "../core/database.ts";

/** Makes a contact a member of a segment, which is made if there is none of that name. @returns whether it is new there */
export async function addMember(sql: Sql, name: string, contactId: string): Promise<boolean> {
  await sql.query("insert into segments (id, name) values ($1, $2) on conflict (name) do nothing", [
    v7(),
    name,
  ]);
  const rows = await sql.query(
    `insert into segment_members (segment_id, contact_id)
     select s.id, c.id from segments s, contacts c where s.name = $1 and c.id = $2
     on conflict do nothing returning 1`,
    [name, contactId],
  );
  return rows.length > 0;
}

/** @returns whether the contact was a member */
export async function removeMember(sql: Sql, name: string, contactId: string): Promise<boolean> {
  const rows = await sql.query(
    `delete from segment_members m using segments s
      where s.id = m.segment_id and s.name = $1 and m.contact_id = $2 returning 1`,
    [name, contactId],
  );
  return rows.length > 0;
}

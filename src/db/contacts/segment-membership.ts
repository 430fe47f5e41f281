import { newId } from "../../platform/new-id.ts";
import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/** Makes a contact a member of a segment, which is made if there is none of that name. @returns whether it is new there */
export async function addMember(sql: Sql, name: string, contactId: string): Promise<boolean> {
  const { isKnown, isNew } = await addToExisting(sql, name, contactId);
  if (isKnown) return isNew;
  await sql.query("insert into segments (id, name) values ($1, $2) on conflict (name) do nothing", [
    newId(),
    name,
  ]);
  return (await addToExisting(sql, name, contactId)).isNew;
}

async function addToExisting(
  sql: Sql,
  name: string,
  contactId: string,
): Promise<{ isKnown: boolean; isNew: boolean }> {
  const [row] = await sql.query<{ isKnown: boolean; isNew: boolean }>(
    {
      name: "add-member",
      text: `with segment as (select id from segments where name = $1),
             made as (
               insert into segment_members (segment_id, contact_id)
               select s.id, c.id from segment s, contacts c where c.id = $2
               on conflict do nothing returning 1)
             select exists (select from segment) as "isKnown", exists (select from made) as "isNew"`,
    },
    [name, contactId],
  );
  return required(row, "an answer");
}

/** @returns whether the contact was a member */
export async function removeMember(sql: Sql, name: string, contactId: string): Promise<boolean> {
  const rows = await sql.query(
    {
      name: "remove-member",
      text: `delete from segment_members m using segments s
              where s.id = m.segment_id and s.name = $1 and m.contact_id = $2 returning 1`,
    },
    [name, contactId],
  );
  return rows.length > 0;
}

import type { Database } from "../src/db/core/database.ts";

export interface Member {
  email: string;
  firstName: string;
  phone?: string;
}

/** A segment of contacts that it makes, as a database has them that has settled. */
export async function makeSegment(
  db: Database,
  name: string,
  members: readonly Member[],
): Promise<void> {
  await db.query("insert into segments (id, name) values (uuidv7(), $1)", [name]);
  await db.query(
    `with made as (
       insert into contacts (id, source, email, first_name, phone)
       select uuidv7(), 'bench', email, first_name, phone
         from unnest($2::text[], $3::text[], $4::text[]) as m (email, first_name, phone)
       returning id, email),
     named as (
       insert into contact_identities (kind, value, contact_id) select 'email', email, id from made)
     insert into segment_members (segment_id, contact_id)
     select s.id, made.id from segments s, made where s.name = $1`,
    [
      name,
      members.map(({ email }) => email),
      members.map(({ firstName }) => firstName),
      members.map(({ phone }) => phone ?? null),
    ],
  );
  for (const table of ["contacts", "contact_identities", "segment_members"]) {
    await db.query(`vacuum analyze ${table}`);
  }
}

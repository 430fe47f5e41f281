import type { Identity, IdentityKind } from "../../domain/identity.ts";
import type { Sql } from "../core/database.ts";

export interface ContactRow {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  language: string | null;
  timeZone: string | null;
  attributes: Record<string, unknown>;
  source: string;
  createdAt: Date;
  updatedAt: Date;
}

export const contactRowColumns = `c.id, c.email, c.phone, c.first_name as "firstName", c.last_name as "lastName",
  c.language, c.time_zone as "timeZone", c.attributes, c.source, c.created_at as "createdAt",
  c.updated_at as "updatedAt"`;

export async function contactById(
  sql: Sql,
  id: string,
  lock: "for update" | "" = "",
): Promise<ContactRow | null> {
  const [row] = await sql.query<ContactRow>(
    `select ${contactRowColumns} from contacts c where c.id = $1 ${lock}`,
    [id],
  );
  return row ?? null;
}

/** Writes all that may change of a contact. The caller holds its row lock. */
export async function writeContact(sql: Sql, contact: ContactRow): Promise<void> {
  await sql.query(
    `update contacts
        set email = $2, phone = $3, first_name = $4, last_name = $5, language = $6, time_zone = $7,
            attributes = $8, updated_at = now()
      where id = $1`,
    [
      contact.id,
      contact.email,
      contact.phone,
      contact.firstName,
      contact.lastName,
      contact.language,
      contact.timeZone,
      JSON.stringify(contact.attributes),
    ],
  );
}

export async function identitiesOf(sql: Sql, contactId: string): Promise<Identity[]> {
  return sql.query<Identity>(
    "select kind, value from contact_identities where contact_id = $1 order by created_at, kind, value",
    [contactId],
  );
}

export async function dropIdentities(
  sql: Sql,
  contactId: string,
  kind: IdentityKind,
): Promise<void> {
  await sql.query("delete from contact_identities where contact_id = $1 and kind = $2", [
    contactId,
    kind,
  ]);
}

export async function dropIdentity(
  sql: Sql,
  contactId: string,
  { kind, value }: Identity,
): Promise<void> {
  await sql.query(
    "delete from contact_identities where contact_id = $1 and kind = $2 and value = $3",
    [contactId, kind, value],
  );
}

export async function segmentsOfContact(
  sql: Sql,
  contactId: string,
): Promise<{ id: string; name: string }[]> {
  return sql.query(
    `select s.id, s.name from segment_members m join segments s on s.id = m.segment_id
      where m.contact_id = $1 order by s.name`,
    [contactId],
  );
}

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

/** Says of identities that they are another name of their contact: they delete nobody. */
export async function markAliases(sql: Sql, identities: readonly Identity[]): Promise<void> {
  await sql.query(
    `update contact_identities i set is_alias = true
       from unnest($1::text[], $2::text[]) as a (kind, value)
      where i.kind = a.kind and i.value = a.value and not i.is_alias`,
    [identities.map(({ kind }) => kind), identities.map(({ value }) => value)],
  );
}

/** Whether an identity is but another name of its contact: another one was merged or joined by it. */
export async function isAlias(sql: Sql, { kind, value }: Identity): Promise<boolean> {
  const rows = await sql.query(
    "select from contact_identities where kind = $1 and value = $2 and is_alias",
    [kind, value],
  );
  return rows.length > 0;
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

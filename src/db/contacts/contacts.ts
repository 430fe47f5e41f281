import type { Identity, IdentityKind } from "../../domain/identity.ts";
import { anyLength } from "../core/any-length.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";
import type { Owner } from "./contact-identities.ts";

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

export async function contactsById(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, ContactRow>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<ContactRow>(
    `select ${contactRowColumns} from contacts c where c.id = any(${anyLength("$1", "uuid")})`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same, with a row lock on each, taken in the order of their ids. */
export async function lockContacts(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, ContactRow>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<ContactRow>(
    {
      name: "lock-contacts",
      text: `select ${contactRowColumns} from contacts c
              where c.id = any(${anyLength("$1", "uuid")}) order by c.id for update`,
    },
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const writtenArrays = rowArrays<ContactRow>({
  id: ["uuid", ({ id }) => id],
  email: ["text", ({ email }) => email],
  phone: ["text", ({ phone }) => phone],
  first_name: ["text", ({ firstName }) => firstName],
  last_name: ["text", ({ lastName }) => lastName],
  language: ["text", ({ language }) => language],
  time_zone: ["text", ({ timeZone }) => timeZone],
  attributes: ["jsonb", ({ attributes }) => JSON.stringify(attributes)],
});

/** Writes all that may change of contacts, each named once. The caller holds their row locks. */
export async function writeContacts(sql: Sql, contacts: readonly ContactRow[]): Promise<void> {
  if (contacts.length === 0) return;
  await sql.query(
    {
      name: "write-contacts",
      text: `update contacts c
                set email = n.email, phone = n.phone, first_name = n.first_name,
                    last_name = n.last_name, language = n.language, time_zone = n.time_zone,
                    attributes = n.attributes, updated_at = now()
               from ${writtenArrays.unnest} as n (${writtenArrays.names})
              where c.id = n.id`,
    },
    writtenArrays.values(contacts),
  );
}

export async function writeContact(sql: Sql, contact: ContactRow): Promise<void> {
  await writeContacts(sql, [contact]);
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

const ownedArrays = rowArrays<Owner>({
  contact_id: ["uuid", ({ contactId }) => contactId],
  kind: ["text", ({ kind }) => kind],
  value: ["text", ({ value }) => value],
});

/** Takes identities from the contacts that own them. */
export async function dropOwned(sql: Sql, owned: readonly Owner[]): Promise<void> {
  if (owned.length === 0) return;
  await sql.query(
    `delete from contact_identities i
      using ${ownedArrays.unnest} as o (${ownedArrays.names})
      where i.contact_id = o.contact_id and i.kind = o.kind and i.value = o.value`,
    ownedArrays.values(owned),
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

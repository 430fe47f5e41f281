import type { Identity, IdentityKind } from "../domain/identity.ts";
import type { Database, Sql } from "./database.ts";
import { builder } from "./database.ts";

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

const columns = `c.id, c.email, c.phone, c.first_name as "firstName", c.last_name as "lastName",
  c.language, c.time_zone as "timeZone", c.attributes, c.source, c.created_at as "createdAt",
  c.updated_at as "updatedAt"`;

export async function contactById(
  sql: Sql,
  id: string,
  lock: "for update" | "" = "",
): Promise<ContactRow | null> {
  const [row] = await sql.query<ContactRow>(
    `select ${columns} from contacts c where c.id = $1 ${lock}`,
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

export async function segmentsOf(
  sql: Sql,
  contactId: string,
): Promise<{ id: string; name: string }[]> {
  return sql.query(
    `select s.id, s.name from segment_members m join segments s on s.id = m.segment_id
      where m.contact_id = $1 order by s.name`,
    [contactId],
  );
}

export interface ContactFilter {
  /** All of them must be the contact's. */
  identities: readonly Identity[];
  /** A segment, by id or name. */
  segment?: string | undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Newest first, below `after` if given. */
export async function findContacts(
  db: Database,
  filter: ContactFilter,
  limit: number,
  after: string | null,
): Promise<ContactRow[]> {
  const query = builder("contacts as c")
    .select(builder.raw(columns))
    .orderBy("c.id", "desc")
    .limit(limit);
  if (after !== null) query.where("c.id", "<", after);
  for (const { kind, value } of filter.identities) {
    const owned = builder("contact_identities").select("contact_id").where({ kind, value });
    query.where((either) => {
      either.whereIn("c.id", owned);
      // An event may name a contact by Campanile's own id: so may a search.
      if (kind === "contactId" && uuid.test(value)) either.orWhere("c.id", value);
    });
  }
  const { segment } = filter;
  if (segment !== undefined) {
    const members = builder("segment_members as m")
      .join("segments as s", "s.id", "m.segment_id")
      .select("m.contact_id")
      .where((either) => {
        either.where("s.name", segment);
        if (uuid.test(segment)) either.orWhere("s.id", segment);
      });
    query.whereIn("c.id", members);
  }
  return db.run<ContactRow>(query);
}

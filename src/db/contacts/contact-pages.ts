import type { Identity } from "../../domain/identity.ts";
import { required } from "../../domain/required.ts";
import type { ContactRow } from "./contacts.ts";
import { contactRowColumns } from "./contacts.ts";
import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";

/** Contacts read by an offset, for clients that count pages and not cursors. */
export interface ContactsWanted {
  /** All of them must be the contact's. */
  identities: readonly Identity[];
  /** It is compared without regard to case. */
  firstName?: string | undefined;
  lastName?: string | undefined;
  segmentId?: string | undefined;
}

function wanted({ identities, firstName, lastName, segmentId }: ContactsWanted) {
  const query = builder("contacts as c");
  for (const { kind, value } of identities) {
    query.whereIn(
      "c.id",
      builder("contact_identities").select("contact_id").where({ kind, value }),
    );
  }
  if (firstName !== undefined) query.whereRaw("lower(c.first_name) = lower(?)", [firstName]);
  if (lastName !== undefined) query.whereRaw("lower(c.last_name) = lower(?)", [lastName]);
  if (segmentId !== undefined) {
    const members = builder("segment_members").select("contact_id");
    query.whereIn("c.id", members.where("segment_id", segmentId));
  }
  return query;
}

/** The oldest first, so that who comes meanwhile moves no page. */
export async function contactsFrom(
  sql: Sql,
  filter: ContactsWanted,
  offset: number,
  limit: number,
): Promise<ContactRow[]> {
  const query = wanted(filter).select(builder.raw(contactRowColumns)).orderBy("c.id");
  return sql.run<ContactRow>(query.offset(offset).limit(limit));
}

export async function countContacts(sql: Sql, filter: ContactsWanted): Promise<number> {
  const [row] = await sql.run<{ n: number }>(wanted(filter).select(builder.raw("count(*) as n")));
  return required(row, "a count").n;
}

export async function identitiesOfContacts(
  sql: Sql,
  ids: readonly string[],
): Promise<(Identity & { contactId: string })[]> {
  return sql.query(
    `select contact_id as "contactId", kind, value from contact_identities
      where contact_id = any($1::uuid[]) order by created_at, kind, value`,
    [ids],
  );
}

export async function segmentsOfContacts(
  sql: Sql,
  ids: readonly string[],
): Promise<{ contactId: string; id: string; name: string }[]> {
  return sql.query(
    `select m.contact_id as "contactId", s.id, s.name
       from segment_members m join segments s on s.id = m.segment_id
      where m.contact_id = any($1::uuid[]) order by s.name`,
    [ids],
  );
}

/** Contacts by the text of one attribute, the oldest first. No index helps: ask once for many. */
export async function contactsByAttribute(
  sql: Sql,
  name: string,
  values: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; value: string }>(
    `select id, attributes ->> $1 as value from contacts
      where attributes ->> $1 = any($2::text[]) order by id desc`,
    [name, values],
  );
  return new Map(rows.map(({ id, value }) => [value, id]));
}

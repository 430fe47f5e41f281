import { newId } from "../../platform/new-id.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";
import type { Suppressed } from "../../domain/suppression.ts";
import { suppressionOf } from "../messages/suppressions.ts";

export type TopicState = "subscribed" | "unsubscribed";

export interface ContactTopicRow {
  key: string;
  name: string;
  state: TopicState;
  changedAt: Date;
}

/** What a contact has said about topics, by key. */
export async function topicsOf(sql: Sql, contactId: string): Promise<ContactTopicRow[]> {
  return sql.query<ContactTopicRow>(
    `select t.key, t.name, m.state, m.changed_at as "changedAt"
       from contact_topics m join topics t on t.id = m.topic_id
      where m.contact_id = $1 order by t.key`,
    [contactId],
  );
}

/** Makes the topic if there is none of that key. @returns whether that changed anything */
export async function setTopicState(
  sql: Sql,
  contactId: string,
  key: string,
  state: TopicState,
): Promise<boolean> {
  await sql.query(
    "insert into topics (id, key, name) values ($1, $2, $2) on conflict (key) do nothing",
    [newId(), key],
  );
  const rows = await sql.query(
    `insert into contact_topics (contact_id, topic_id, state)
     select c.id, t.id, $3 from contacts c, topics t where c.id = $1 and t.key = $2
     on conflict (contact_id, topic_id) do update set state = excluded.state, changed_at = now()
       where contact_topics.state <> excluded.state
     returning 1`,
    [contactId, key, state],
  );
  return rows.length > 0;
}

export async function clearTopicState(sql: Sql, contactId: string, key: string): Promise<void> {
  await sql.query(
    `delete from contact_topics m using topics t
      where t.id = m.topic_id and m.contact_id = $1 and t.key = $2`,
    [contactId, key],
  );
}

/** Of all marketing e-mail. @returns whether that changed anything */
export async function setUnsubscribed(
  sql: Sql,
  contactId: string,
  unsubscribed: boolean,
): Promise<boolean> {
  const rows = await sql.query(
    `update contacts
        set unsubscribed_at = case when $2::boolean then now() end, updated_at = now()
      where id = $1 and (unsubscribed_at is not null) <> $2::boolean returning 1`,
    [contactId, unsubscribed],
  );
  return rows.length > 0;
}

/** The same of several, in the order of their ids. @returns how many changed */
export async function setAllUnsubscribed(
  sql: Sql,
  contactIds: readonly string[],
  unsubscribed: boolean,
): Promise<number> {
  const rows = await sql.query(
    `with theirs as (
       select id from contacts
        where id = any($1::uuid[]) and (unsubscribed_at is not null) <> $2::boolean
        order by id for no key update)
     update contacts c
        set unsubscribed_at = case when $2::boolean then now() end, updated_at = now()
       from theirs where c.id = theirs.id returning 1`,
    [contactIds, unsubscribed],
  );
  return rows.length;
}

export interface Consent {
  unsubscribed: boolean;
  emailConfirmed: boolean;
}

export async function consentOf(sql: Sql, contactId: string): Promise<Consent> {
  const [row] = await sql.query<Consent>(
    `select unsubscribed_at is not null as unsubscribed,
            coalesce(confirmed_email = email, false) as "emailConfirmed"
       from contacts where id = $1`,
    [contactId],
  );
  return row ?? { unsubscribed: false, emailConfirmed: false };
}

/** What bears on whether a contact may be written to about a topic. */
export interface Permission {
  unsubscribed: boolean;
  /** Null when the contact has said nothing about it, or there is no such topic. */
  state: TopicState | null;
  /** Null when there is no such topic. */
  optIn: boolean | null;
  /** The contact's own addresses of a kind, where that was asked for. */
  addresses: OwnAddress[] | null;
}

/** An address that belongs to the contact, with what keeps messages away from it. */
export interface OwnAddress {
  value: string;
  suppressed: Suppressed | null;
}

/**
 * Of several contacts, by id; those that are gone are missing.
 * @param about `kind`: of which addresses are told with them; null: of none
 */
export async function permissionsOf(
  sql: Sql,
  contactIds: readonly string[],
  { topic, channel, kind }: { topic: string | null; channel: string; kind: string | null },
): Promise<Map<string, Permission>> {
  const rows = await sql.query<Permission & { id: string }>(
    {
      name: "permissions",
      text: `select c.id, c.unsubscribed_at is not null as unsubscribed, m.state, t.opt_in as "optIn",
                    (select json_agg(json_build_object('value', i.value, 'suppressed',
                              (select row_to_json(s) from ${suppressionOf("$3", "i.value")} s)))
                       from contact_identities i
                      where i.contact_id = c.id and i.kind = $4) as addresses
               from contacts c
               left join topics t on t.key = $2
               left join contact_topics m on m.contact_id = c.id and m.topic_id = t.id
              where c.id = any(${anyLength("$1", "uuid")})`,
    },
    [contactIds, topic, channel, kind],
  );
  return new Map(rows.map(({ id, ...permission }) => [id, permission]));
}

/** Confirms the present e-mail address. @returns "absent" when there is none */
export async function confirmEmail(
  sql: Sql,
  contactId: string,
): Promise<"confirmed" | "confirmed before" | "absent"> {
  const [row] = await sql.query<{ email: string | null; before: boolean }>(
    `select email, coalesce(confirmed_email = email, false) as before
       from contacts where id = $1 for no key update`,
    [contactId],
  );
  if (row === undefined || row.email === null) return "absent";
  if (row.before) return "confirmed before";
  await sql.query(
    `update contacts set confirmed_email = email, email_confirmed_at = now(), updated_at = now()
      where id = $1`,
    [contactId],
  );
  return "confirmed";
}

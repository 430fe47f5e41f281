import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

export type TopicState = "subscribed" | "unsubscribed";

export interface ContactTopicRow {
  key: string;
  name: string;
  /** Pending: it is to be confirmed. */
  state: TopicState | "pending";
  changedAt: Date;
}

/** What a contact has said about topics, by key. */
export async function topicsOf(sql: Sql, contactId: string): Promise<ContactTopicRow[]> {
  return sql.query<ContactTopicRow>(
    `with asked as (
       select topic_id, asked_at from topic_confirmations
        where contact_id = $1 and channel is null and expires_at > now()),
     said as (
       select topic_id, state, changed_at from contact_topics where contact_id = $1)
     select t.key, t.name,
            case when a.topic_id is null then coalesce(s.state, 'pending') else 'pending' end as state,
            coalesce(a.asked_at, s.changed_at, now()) as "changedAt"
       from said s full join asked a on a.topic_id = s.topic_id
       join topics t on t.id = coalesce(s.topic_id, a.topic_id)
      order by t.key`,
    [contactId],
  );
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

/** Confirms the addresses of contacts that have just been made, in the transaction that makes them. */
export async function confirmEmails(sql: Sql, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return;
  await sql.query(
    {
      name: "confirm-emails",
      text: `update contacts set confirmed_email = email, email_confirmed_at = now()
              where id = any(${anyLength("$1", "uuid")}) and email is not null`,
    },
    [contactIds],
  );
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

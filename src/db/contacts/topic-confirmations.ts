import type { Sql } from "../core/database.ts";

/** Whether a contact that subscribes to a topic has to confirm it, or has subscribed already. */
export async function mustConfirm(
  sql: Sql,
  contactId: string,
  topic: string,
  channel: string | null,
): Promise<boolean> {
  const [row] = await sql.query<{ must: boolean }>(
    `select t.double_opt_in
              and coalesce(b.state, m.state, 'unsubscribed') <> 'subscribed' as must
       from topics t
       left join contact_topics m on m.topic_id = t.id and m.contact_id = $1
       left join contact_topic_channels b
         on b.topic_id = t.id and b.contact_id = $1 and b.channel = $3
      where t.key = $2`,
    [contactId, topic, channel],
  );
  return row?.must === true;
}

/**
 * Notes that a contact is to confirm a topic; asking again while it may be confirmed changes nothing.
 * @returns null when it was asked already
 */
export async function askConfirmation(
  sql: Sql,
  asked: { id: string; contactId: string; topic: string; channel: string | null; days: number },
): Promise<{ expiresAt: Date; topicName: string } | null> {
  const { id, contactId, topic, channel, days } = asked;
  const [row] = await sql.query<{ expiresAt: Date; topicName: string }>(
    `with asked as (
       insert into topic_confirmations as c (id, contact_id, topic_id, channel, expires_at)
       select $1, $2, t.id, $4, now() + make_interval(days => $5) from topics t where t.key = $3
       on conflict (contact_id, topic_id, channel) do update
         set id = excluded.id, asked_at = excluded.asked_at, expires_at = excluded.expires_at
         where c.expires_at <= now()
       returning topic_id, expires_at)
     select a.expires_at as "expiresAt", t.name as "topicName"
       from asked a join topics t on t.id = a.topic_id`,
    [id, contactId, topic, channel, days],
  );
  return row ?? null;
}

export interface Confirmation {
  contactId: string;
  topic: string;
  topicName: string;
  channel: string | null;
  contactLanguage: string | null;
}

/** What is to be confirmed; null: it has run out, was confirmed or taken back. */
export async function findConfirmation(sql: Sql, id: string): Promise<Confirmation | null> {
  const [row] = await sql.query<Confirmation>(
    `select c.contact_id as "contactId", t.key as topic, t.name as "topicName", c.channel,
            o.language as "contactLanguage"
       from topic_confirmations c join topics t on t.id = c.topic_id
       join contacts o on o.id = c.contact_id
      where c.id = $1 and c.expires_at > now() for update of c`,
    [id],
  );
  return row ?? null;
}

/** Whatever else is said of a topic ends what was asked of it. */
export async function dropConfirmations(
  sql: Sql,
  contactIds: readonly string[],
  topic: string,
  channel: string | null,
): Promise<void> {
  await sql.query(
    `delete from topic_confirmations c using topics t
      where t.id = c.topic_id and c.contact_id = any($1::uuid[]) and t.key = $2
        and ($3::text is null or c.channel = $3)`,
    [contactIds, topic, channel],
  );
}

import { newId } from "../../platform/new-id.ts";
import type { Sql } from "../core/database.ts";
import type { TopicState } from "./contact-topics.ts";

/**
 * What contacts say of marketing and topics. All of them take several contacts, in the order of their
 * ids, and answer with those for whom that changed anything; those that are gone are passed over.
 */

interface Id {
  id: string;
}

const idsOf = (rows: readonly Id[]): string[] => rows.map(({ id }) => id);

/** Keeps others from changing what these contacts have said until the end of the transaction. */
export async function lockContacts(sql: Sql, contactIds: readonly string[]): Promise<void> {
  await sql.query("select from contacts where id = any($1::uuid[]) order by id for no key update", [
    contactIds,
  ]);
}

/** Of all marketing, by every channel. */
export async function setUnsubscribed(
  sql: Sql,
  contactIds: readonly string[],
  unsubscribed: boolean,
): Promise<string[]> {
  const rows = await sql.query<Id>(
    `update contacts
        set unsubscribed_at = case when $2::boolean then now() end, updated_at = now()
      where id = any($1::uuid[]) and (unsubscribed_at is not null) <> $2::boolean returning id`,
    [contactIds, unsubscribed],
  );
  return idsOf(rows);
}

/** Of all marketing by one channel. */
export async function setChannelUnsubscribed(
  sql: Sql,
  contactIds: readonly string[],
  channel: string,
  unsubscribed: boolean,
): Promise<string[]> {
  if (!unsubscribed) {
    const rows = await sql.query<Id>(
      `delete from contact_channels where contact_id = any($1::uuid[]) and channel = $2
       returning contact_id as id`,
      [contactIds, channel],
    );
    return idsOf(rows);
  }
  const rows = await sql.query<Id>(
    `insert into contact_channels (contact_id, channel)
     select id, $2 from contacts where id = any($1::uuid[]) order by id
     on conflict do nothing returning contact_id as id`,
    [contactIds, channel],
  );
  return idsOf(rows);
}

/** Makes the topic if there is none of that key. */
export async function ensureTopic(sql: Sql, key: string): Promise<void> {
  await sql.query(
    "insert into topics (id, key, name) values ($1, $2, $2) on conflict (key) do nothing",
    [newId(), key],
  );
}

/**
 * Of a topic, by every channel. Unsubscribing takes back what was said for single channels, as it says
 * less than all of it; subscribing leaves a channel that was left to itself.
 */
export async function setTopicState(
  sql: Sql,
  contactIds: readonly string[],
  key: string,
  state: TopicState,
): Promise<string[]> {
  const rows = await sql.query<Id>(
    `with topic as (select id from topics where key = $2),
     said as (
       insert into contact_topics (contact_id, topic_id, state)
       select c.id, t.id, $3 from contacts c, topic t where c.id = any($1::uuid[]) order by c.id
       on conflict (contact_id, topic_id) do update set state = excluded.state, changed_at = now()
         where contact_topics.state <> excluded.state
       returning contact_id),
     taken_back as (
       delete from contact_topic_channels b using topic t
        where b.topic_id = t.id and b.contact_id = any($1::uuid[])
          and $3 = 'unsubscribed' and b.state = 'subscribed'
       returning b.contact_id)
     select contact_id as id from said union select contact_id from taken_back`,
    [contactIds, key, state],
  );
  return idsOf(rows);
}

export async function clearTopicState(
  sql: Sql,
  contactIds: readonly string[],
  key: string,
): Promise<string[]> {
  const rows = await sql.query<Id>(
    `delete from contact_topics m using topics t
      where t.id = m.topic_id and m.contact_id = any($1::uuid[]) and t.key = $2
      returning m.contact_id as id`,
    [contactIds, key],
  );
  return idsOf(rows);
}

/** Of a topic, by one channel. */
export async function setTopicStateByChannel(
  sql: Sql,
  contactIds: readonly string[],
  { key, channel, state }: { key: string; channel: string; state: TopicState },
): Promise<string[]> {
  const rows = await sql.query<Id>(
    `insert into contact_topic_channels as b (contact_id, topic_id, channel, state)
     select c.id, t.id, $3, $4 from contacts c, topics t
      where c.id = any($1::uuid[]) and t.key = $2 order by c.id
     on conflict (contact_id, topic_id, channel) do update
       set state = excluded.state, changed_at = now() where b.state <> excluded.state
     returning contact_id as id`,
    [contactIds, key, channel, state],
  );
  return idsOf(rows);
}

export async function clearTopicStateByChannel(
  sql: Sql,
  contactIds: readonly string[],
  key: string,
  channel: string,
): Promise<string[]> {
  const rows = await sql.query<Id>(
    `delete from contact_topic_channels b using topics t
      where t.id = b.topic_id and b.contact_id = any($1::uuid[]) and t.key = $2 and b.channel = $3
      returning b.contact_id as id`,
    [contactIds, key, channel],
  );
  return idsOf(rows);
}

export interface ChannelWords {
  channel: string;
  unsubscribed: boolean;
  topics: { key: string; name: string; state: TopicState; changedAt: string }[];
}

/** What a contact has said for single channels. */
export async function channelWordsOf(sql: Sql, contactId: string): Promise<ChannelWords[]> {
  return sql.query<ChannelWords>(
    `with words as (
       select channel from contact_channels where contact_id = $1
       union
       select channel from contact_topic_channels where contact_id = $1)
     select w.channel,
            exists (select from contact_channels u
                     where u.contact_id = $1 and u.channel = w.channel) as unsubscribed,
            coalesce((select json_agg(json_build_object('key', t.key, 'name', t.name,
                                'state', b.state, 'changedAt', b.changed_at) order by t.key)
                        from contact_topic_channels b join topics t on t.id = b.topic_id
                       where b.contact_id = $1 and b.channel = w.channel), '[]') as topics
       from words w order by w.channel`,
    [contactId],
  );
}

/** Those of some contacts who have left neither a topic nor all marketing. */
export async function whoMaySubscribe(
  sql: Sql,
  contactIds: readonly string[],
  key: string,
): Promise<string[]> {
  const rows = await sql.query<Id>(
    `select c.id from contacts c
      where c.id = any($1::uuid[]) and c.unsubscribed_at is null
        and not exists (select from contact_topics m join topics t on t.id = m.topic_id
                         where m.contact_id = c.id and t.key = $2 and m.state = 'unsubscribed')
      order by c.id`,
    [contactIds, key],
  );
  return idsOf(rows);
}

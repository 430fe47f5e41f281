import type { Sql } from "../core/database.ts";
import type { TrackedLink } from "./message-rows.ts";

/** What people (and machines) do with messages: opens, clicks, unsubscribing. */

/** What an event about a message says of it. */
export interface EventfulMessage {
  contactId: string;
  channel: string;
  runId: string;
  blockId: string;
  workflowId: string;
  workflowName: string;
  eventKey: string;
  orderId: string | null;
}

export interface ClickedMessage extends EventfulMessage {
  links: TrackedLink[];
  test: boolean;
  opened: boolean;
  /** Null: the server that takes it has not said so yet, or never did. */
  sentAt: Date | null;
}

/** What a click's event says of the message it was made in. */
export async function clickedMessage(sql: Sql, id: string): Promise<ClickedMessage | undefined> {
  const rows = await sql.query<ClickedMessage>(
    `select m.contact_id as "contactId", m.channel, m.run_id as "runId", m.block_id as "blockId",
            m.workflow_id as "workflowId", w.name as "workflowName", r.event_key as "eventKey",
            o.external_id as "orderId", m.links, m.test, m.opens > 0 as opened,
            m.sent_at as "sentAt"
       from messages m
       join runs r on r.id = m.run_id
       join workflows w on w.id = m.workflow_id
       left join orders o on o.id = r.order_id
      where m.id = $1`,
    [id],
  );
  return rows[0];
}

export interface AddresseeRow {
  contactId: string;
  /** To whom the address belongs that it went to; null: to the contact, or to nobody. */
  ownerId: string | null;
  channel: string;
  topic: string | null;
  /** Null: it is about none, or that one is gone. */
  topicName: string | null;
  test: boolean;
  /** In which it was written, where it was by languages. */
  language: string | null;
  contactLanguage: string | null;
}

/** Whose message it is, and what of: for unsubscribing. */
export async function addresseeOf(sql: Sql, id: string): Promise<AddresseeRow | undefined> {
  const rows = await sql.query<AddresseeRow>(
    `select m.contact_id as "contactId", i.contact_id as "ownerId", m.channel, m.topic,
            t.name as "topicName", m.test, m.language, c.language as "contactLanguage"
       from messages m
       left join contacts c on c.id = m.contact_id
       left join topics t on t.key = m.topic
       left join contact_identities i
         on i.kind in ('email', 'phone') and i.value = m.recipient and i.contact_id <> m.contact_id
      where m.id = $1`,
    [id],
  );
  return rows[0];
}

/** Counts an open; the first stands in the log. */
export async function markOpened(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `with opened as (
       update messages set opens = opens + 1, opened_at = coalesce(opened_at, clock_timestamp())
        where id = $1 returning id, opens)
     insert into message_log (message_id, state) select id, 'opened' from opened where opens = 1`,
    [id],
  );
}

export async function recordUnsubscribe(sql: Sql, id: string, topic: string | null): Promise<void> {
  await sql.query(
    "insert into message_log (message_id, state, detail) values ($1, 'unsubscribed', $2)",
    [id, topic],
  );
}

export async function markClicked(sql: Sql, id: string, link: string): Promise<void> {
  await sql.query(
    `with clicked as (
       update messages set clicks = clicks + 1, clicked_at = coalesce(clicked_at, clock_timestamp())
        where id = $1 returning id)
     insert into message_log (message_id, state, detail) select id, 'clicked', $2 from clicked`,
    [id, link],
  );
}

/** What a machine did with a message stands in the log the first time, and counts as nothing. */
export async function markMachine(
  sql: Sql,
  id: string,
  state: "clicked_by_machine" | "opened_by_machine",
  detail: string | null,
): Promise<void> {
  await sql.query(
    `insert into message_log (message_id, state, detail)
     select m.id, $2, $3 from messages m
      where m.id = $1 and not exists (
        select from message_log l
         where l.message_id = m.id and l.state = $2 and l.detail is not distinct from $3)`,
    [id, state, detail],
  );
}

/**
 * When a contact reacted last to a message of each channel: opened it, clicked in it or answered it.
 * Of its latest 200 messages; channels to which it has not reacted are missing.
 */
export async function lastReactions(sql: Sql, contactId: string): Promise<Map<string, Date>> {
  return (await lastReactionsOfEach(sql, [contactId])).get(contactId) ?? new Map<string, Date>();
}

/** The same of several contacts; who has reacted to nothing is missing. */
export async function lastReactionsOfEach(
  sql: Sql,
  contactIds: readonly string[],
): Promise<Map<string, Map<string, Date>>> {
  const rows = await sql.query<{ contactId: string; channel: string; at: Date }>(
    {
      name: "last-reactions",
      text: `with latest as (
               select m.id, m.contact_id, m.channel, m.opened_at, m.clicked_at
                 from unnest($1::uuid[]) as w (id)
                cross join lateral (
                  select id, contact_id, channel, opened_at, clicked_at from messages
                   where contact_id = w.id and not test order by id desc limit 200) m)
             select contact_id as "contactId", channel, max(at) as at
               from (select contact_id, channel, greatest(opened_at, clicked_at) as at from latest
                     union all
                     select m.contact_id, m.channel, l.at from latest m
                       join message_log l on l.message_id = m.id and l.state = 'replied') as reactions
              where at is not null group by contact_id, channel`,
    },
    [contactIds],
  );
  const found = new Map<string, Map<string, Date>>();
  for (const { contactId, channel, at } of rows) {
    const last = found.get(contactId) ?? new Map<string, Date>();
    found.set(contactId, last.set(channel, at));
  }
  return found;
}

/** An entry in a message's log, where none of its kind is there. */
export async function noteOnce(sql: Sql, id: string, state: string): Promise<void> {
  await sql.query(
    `insert into message_log (message_id, state)
     select m.id, $2 from messages m
      where m.id = $1
        and not exists (select from message_log l where l.message_id = m.id and l.state = $2)`,
    [id, state],
  );
}

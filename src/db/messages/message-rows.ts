import { countMessage } from "../../platform/telemetry/count-message.ts";
import type { Sql } from "../core/database.ts";

export interface TrackedLink {
  name: string;
  url: string;
}

export interface NewMessage {
  id: string;
  runId: string;
  blockId: string;
  visit: number;
  workflowId: string;
  contactId: string;
  channel: string;
  recipient: string;
  sender: string;
  /** What lists show of it. */
  title: string;
  /** In its channel's own form, as JSON. */
  content: unknown;
  links: readonly TrackedLink[];
  transactional: boolean;
  /** Null when its content has one language only. */
  language: string | null;
  topic: string | null;
  /** Whether it is a test launch's: then it is never counted. */
  test: boolean;
  broadcastId: string | null;
}

export type MessageState = "queued" | "sending" | "sent" | "failed" | "unknown";

export interface MessageRecord extends NewMessage {
  state: MessageState;
}

/** What a message says; of one that the release before this one kept, from the columns of then. */
export function contentOf(messages: string): string {
  const columns = `'subject', ${messages}.subject, 'html', ${messages}.html, 'text', ${messages}.body_text`;
  return `coalesce(${messages}.content, jsonb_build_object(${columns}))`;
}

export async function findMessage(sql: Sql, id: string): Promise<MessageRecord | undefined> {
  const rows = await sql.query<MessageRecord>(
    `select id, run_id as "runId", block_id as "blockId", visit, workflow_id as "workflowId",
            contact_id as "contactId", channel, recipient, sender, subject as title,
            ${contentOf("messages")} as content, links, transactional, language, topic, test, broadcast_id as "broadcastId", state
       from messages where id = $1`,
    [id],
  );
  return rows[0];
}

/** Keeps a message as queued. @returns false when it is there already */
export async function insertMessage(sql: Sql, message: NewMessage): Promise<boolean> {
  const rows = await sql.query(
    {
      name: "insert-message",
      text: `with made as (
               insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel,
                                     recipient, sender, subject, content, links, transactional, language,
                                     topic, test, broadcast_id, state)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'queued')
               on conflict (id) do nothing returning id)
             insert into message_log (message_id, state) select id, 'queued' from made returning 1`,
    },
    [
      message.id,
      message.runId,
      message.blockId,
      message.visit,
      message.workflowId,
      message.contactId,
      message.channel,
      message.recipient,
      message.sender,
      message.title,
      JSON.stringify(message.content),
      JSON.stringify(message.links),
      message.transactional,
      message.language,
      message.topic,
      message.test,
      message.broadcastId,
    ],
  );
  return rows.length > 0;
}

/** Moves a message on, with an entry in its log. */
export async function setMessageState(
  sql: Sql,
  id: string,
  state: MessageState,
  detail: string | null = null,
): Promise<void> {
  await sql.query(
    {
      name: "set-message-state",
      text: `with moved as (
               update messages
                  set state = $2,
                      attempts = attempts + case $2 when 'sending' then 1 else 0 end,
                      sending_at = case $2 when 'sending' then clock_timestamp() else sending_at end,
                      sent_at = case $2 when 'sent' then clock_timestamp() else sent_at end,
                      response = case $2 when 'sent' then $3 else response end,
                      error = case when $2 in ('failed', 'unknown', 'queued') then $3
                                   when $2 = 'sent' then null else error end
                where id = $1 returning id)
             insert into message_log (message_id, state, detail) select id, $2, $3 from moved`,
    },
    [id, state, detail],
  );
}

export interface ClickedMessage {
  contactId: string;
  runId: string;
  blockId: string;
  workflowId: string;
  workflowName: string;
  eventKey: string;
  orderId: string | null;
  links: TrackedLink[];
  test: boolean;
  opened: boolean;
  /** Null: the server that takes it has not said so yet, or never did. */
  sentAt: Date | null;
}

/** What a click's event says of the message it was made in. */
export async function clickedMessage(sql: Sql, id: string): Promise<ClickedMessage | undefined> {
  const rows = await sql.query<ClickedMessage>(
    `select m.contact_id as "contactId", m.run_id as "runId", m.block_id as "blockId",
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
  topic: string | null;
  test: boolean;
}

/** Whose message it is, and what of: for unsubscribing. */
export async function addresseeOf(sql: Sql, id: string): Promise<AddresseeRow | undefined> {
  const rows = await sql.query<AddresseeRow>(
    `select m.contact_id as "contactId", i.contact_id as "ownerId", m.topic, m.test
       from messages m
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

/** A run that has ended sends nothing any more: what still waits is given up. */
export async function failQueuedMessages(sql: Sql, runId: string, why: string): Promise<void> {
  const messages = await sql.query<{ channel: string; test: boolean }>(
    `with given_up as (
       update messages set state = 'failed', error = $2 where run_id = $1 and state = 'queued'
       returning id, channel, test),
     logged as (
       insert into message_log (message_id, state, detail) select id, 'failed', $2 from given_up)
     select channel, test from given_up`,
    [runId, why],
  );
  for (const message of messages) countMessage(sql, message, "failed");
}

import { countMessage } from "../../platform/telemetry/count-message.ts";
import { bulkInsert, rowArrays } from "../core/bulk-insert.ts";
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

const columns = `id, run_id as "runId", block_id as "blockId", visit, workflow_id as "workflowId",
            contact_id as "contactId", channel, recipient, sender, subject as title,
            ${contentOf("messages")} as content, links, transactional, language, topic, test, broadcast_id as "broadcastId", state`;

export async function findMessage(sql: Sql, id: string): Promise<MessageRecord | undefined> {
  const rows = await sql.query<MessageRecord>(
    { name: "find-message", text: `select ${columns} from messages where id = $1` },
    [id],
  );
  return rows[0];
}

/** Several messages, in no order. */
export async function findMessages(sql: Sql, ids: readonly string[]): Promise<MessageRecord[]> {
  if (ids.length === 0) return [];
  return sql.query<MessageRecord>(`select ${columns} from messages where id = any($1::uuid[])`, [
    ids,
  ]);
}

const newMessages = bulkInsert<NewMessage>(
  "messages",
  {
    id: ["uuid", ({ id }) => id],
    run_id: ["uuid", ({ runId }) => runId],
    block_id: ["text", ({ blockId }) => blockId],
    visit: ["int", ({ visit }) => visit],
    workflow_id: ["uuid", ({ workflowId }) => workflowId],
    contact_id: ["uuid", ({ contactId }) => contactId],
    channel: ["text", ({ channel }) => channel],
    recipient: ["text", ({ recipient }) => recipient],
    sender: ["text", ({ sender }) => sender],
    subject: ["text", ({ title }) => title],
    content: ["jsonb", ({ content }) => JSON.stringify(content)],
    links: ["jsonb", ({ links }) => JSON.stringify(links)],
    transactional: ["bool", ({ transactional }) => transactional],
    language: ["text", ({ language }) => language],
    topic: ["text", ({ topic }) => topic],
    test: ["bool", ({ test }) => test],
    broadcast_id: ["uuid", ({ broadcastId }) => broadcastId],
  },
  { fixed: { state: "'queued'" } },
);

/** Keeps messages as queued, but those that are there already. */
export async function insertMessages(sql: Sql, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await sql.query(
    {
      name: "insert-messages",
      text: `with made as (${newMessages.text} on conflict (id) do nothing returning id)
             insert into message_log (message_id, state) select id, 'queued' from made`,
    },
    newMessages.values(messages),
  );
}

/** Keeps a message as queued, unless it is there already. */
export async function insertMessage(sql: Sql, message: NewMessage): Promise<void> {
  await insertMessages(sql, [message]);
}

/** What becomes of a message. */
export interface MessageChange {
  id: string;
  state: MessageState;
  detail: string | null;
  /** By whom it was sent, and what they call it: where there is something to note. */
  provider?: string | undefined;
  providerId?: string | undefined;
}

const changes = rowArrays<MessageChange>({
  id: ["uuid", ({ id }) => id],
  state: ["text", ({ state }) => state],
  detail: ["text", ({ detail }) => detail],
  provider: ["text", ({ provider }) => provider ?? null],
  provider_id: ["text", ({ providerId }) => providerId ?? null],
});

/** Moves messages on, with an entry each in their logs. */
export async function setMessageStates(sql: Sql, changed: readonly MessageChange[]): Promise<void> {
  if (changed.length === 0) return;
  await sql.query(
    {
      name: "set-message-states",
      text: `with moved as (
               update messages m
                  set state = c.state,
                      attempts = attempts + case c.state when 'sending' then 1 else 0 end,
                      sending_at = case c.state when 'sending' then clock_timestamp() else sending_at end,
                      sent_at = case c.state when 'sent' then clock_timestamp() else sent_at end,
                      provider = coalesce(c.provider, m.provider),
                      provider_id = coalesce(c.provider_id, m.provider_id),
                      response = case c.state when 'sent' then c.detail else response end,
                      error = case when c.state in ('failed', 'unknown', 'queued') then c.detail
                                   when c.state = 'sent' then null else error end
                 from ${changes.unnest} as c (${changes.names})
                where m.id = c.id returning m.id, c.state, c.detail)
             insert into message_log (message_id, state, detail) select id, state, detail from moved`,
    },
    changes.values(changed),
  );
}

/** Moves a message on, with an entry in its log. */
export async function setMessageState(
  sql: Sql,
  id: string,
  state: MessageState,
  detail: string | null = null,
): Promise<void> {
  await setMessageStates(sql, [{ id, state, detail }]);
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

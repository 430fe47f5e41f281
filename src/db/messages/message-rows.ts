import type { HeldBack } from "../../domain/pressure/held-back.ts";
import { countMessage } from "../../platform/telemetry/count-message.ts";
import type { Columns } from "../core/bulk-insert.ts";
import { bulkInsert, rowArrays } from "../core/bulk-insert.ts";
import { anyLength } from "../core/any-length.ts";
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

export type MessageState =
  | "queued"
  | "sending"
  | "sent"
  | "failed"
  | "unknown"
  /** It waits for a place under a cap, or for the end of quiet hours. */
  | "held"
  /** It was held back, and is not sent. */
  | "dropped";

export interface MessageRecord extends NewMessage {
  state: MessageState;
  /** Whether it had a place under a cap that it gave back: tried again, it needs another one. */
  gavePlaceBack: boolean;
  /** When somebody may have taken it first, of a message that was not sent as far as is known. */
  maybeTakenAt: Date | null;
  /** What it said is no longer kept. */
  contentGone: boolean;
  /** Why somebody has thrown it away while it waited, in words; null: nobody has. */
  drained: string | null;
}

/** What a message has in its row as soon as it is kept, beside what it is made of. */
export const asNewlyKept: Readonly<Omit<MessageRecord, keyof NewMessage>> = {
  state: "queued",
  gavePlaceBack: false,
  maybeTakenAt: null,
  contentGone: false,
  drained: null,
};

/** What a message says; of one that the release before this one kept, from the columns of then. */
export function contentOf(messages: string): string {
  const columns = `'subject', ${messages}.subject, 'html', ${messages}.html, 'text', ${messages}.body_text`;
  return `coalesce(${messages}.content, jsonb_build_object(${columns}))`;
}

const attemptFollowedBy = (next: string): string => `(
              select min(a.at) from (
                select l.at, l.state, lead(l.state) over (order by l.id) as next
                  from message_log l where l.message_id = messages.id) a
               where a.state = 'sending' and ${next})`;

/** When an attempt at a message began first that did not end with a clear no, as its log says. */
export const firstUnclearAttempt = attemptFollowedBy(
  "(a.next is null or a.next not in ('queued', 'failed'))",
);
/** The same of those before the one that ends now. */
const earlierUnclearAttempt = attemptFollowedBy("a.next not in ('queued', 'failed')");

/**
 * When an attempt to send it began first, of those that did not end with a clear no: their worker died,
 * or nothing was answered.
 */
export const maybeTakenAt = `case when state in ('queued', 'sending') and attempts > 0 then ${firstUnclearAttempt} end`;

const columns = `id, run_id as "runId", block_id as "blockId", visit, workflow_id as "workflowId",
            contact_id as "contactId", channel, recipient, sender, subject as title,
            ${contentOf("messages")} as content, links, transactional, language, topic, test, broadcast_id as "broadcastId", state,
            gave_place_back as "gavePlaceBack", ${maybeTakenAt} as "maybeTakenAt",
            content_gone as "contentGone", drained_why as drained`;

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

const messageColumns: Columns<NewMessage> = {
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
};

const newMessages = bulkInsert<NewMessage>("messages", messageColumns, {
  fixed: { state: "'queued'" },
});
const heldMessages = bulkInsert<HeldMessage>("messages", {
  ...messageColumns,
  state: ["text", ({ state }) => state],
  error: ["text", ({ heldBack }) => heldBack.words],
  held_back: ["jsonb", ({ heldBack }) => JSON.stringify(heldBack)],
});

/** What is made anew of a message that was held back, as it looks to be sent. */
const madeAnew = `contact_id = excluded.contact_id, channel = excluded.channel, recipient = excluded.recipient,
  sender = excluded.sender, subject = excluded.subject, content = excluded.content,
  links = excluded.links, transactional = excluded.transactional, language = excluded.language,
  topic = excluded.topic, state = excluded.state, error = excluded.error`;

/** A message that is kept and not sent, for now or for good. */
export interface HeldMessage extends NewMessage {
  state: "held" | "dropped";
  heldBack: HeldBack;
}

/** Keeps messages as queued, but those that are there already and were not held back. */
export async function insertMessages(sql: Sql, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await sql.query(
    {
      name: "insert-messages",
      text: `with made as (
               ${newMessages.text}
               on conflict (id) do update set ${madeAnew} where messages.state in ('held', 'dropped')
               returning id)
             insert into message_log (message_id, state) select id, 'queued' from made`,
    },
    newMessages.values(messages),
  );
}

/** Keeps a message as queued, unless it is there already. */
export async function insertMessage(sql: Sql, message: NewMessage): Promise<void> {
  await insertMessages(sql, [message]);
}

/** Keeps messages that are held back, or notes why they still are: a line in the log for each other reason. */
export async function keepHeldMessages(sql: Sql, held: readonly HeldMessage[]): Promise<void> {
  if (held.length === 0) return;
  await sql.query(
    {
      name: "keep-held-messages",
      text: `with before as (
               select id, state, error from messages where id = any(${anyLength("$1", "uuid")})),
             kept as (
               ${heldMessages.text}
               on conflict (id) do update set ${madeAnew}, held_back = excluded.held_back
                 where messages.state in ('queued', 'failed', 'held', 'dropped')
               returning id, state, error)
             insert into message_log (message_id, state, detail)
             select k.id, k.state, k.error from kept k left join before b on b.id = k.id
              where b.id is null or b.state <> k.state or b.error is distinct from k.error`,
    },
    heldMessages.values(held),
  );
}

/** A message that had given its place back has another one. */
export async function notePlaceAgain(sql: Sql, id: string): Promise<void> {
  await sql.query("update messages set gave_place_back = false where id = $1", [id]);
}

/** Gives up a message that was held back, for another reason than what held it. */
export async function dropHeldMessage(sql: Sql, id: string, why: string): Promise<void> {
  await sql.query(
    `with given_up as (
       update messages set state = 'dropped', error = $2 where id = $1 and state = 'held' returning id),
     gone as (
       delete from pressure_waiting where message_id = $1)
     insert into message_log (message_id, state, detail) select id, 'dropped', $2 from given_up`,
    [id, why],
  );
}

/** What becomes of a message. */
export interface MessageChange {
  id: string;
  state: MessageState;
  detail: string | null;
  /** What its log says, where that is something else. */
  logged?: MessageState;
  /** By whom it was sent, and what they call it: where there is something to note. */
  provider?: string | undefined;
  providerId?: string | undefined;
}

const changes = rowArrays<MessageChange>({
  id: ["uuid", ({ id }) => id],
  state: ["text", ({ state }) => state],
  detail: ["text", ({ detail }) => detail],
  logged: ["text", ({ state, logged = state }) => logged],
  provider: ["text", ({ provider }) => provider ?? null],
  provider_id: ["text", ({ providerId }) => providerId ?? null],
});

/** One that was thrown away while it was being handed over, and was not taken, waits no more. */
const isDrainedNow = "(c.state = 'queued' and drained_why is not null)";

/** Moves messages on, with an entry each in their logs. */
export async function setMessageStates(sql: Sql, changed: readonly MessageChange[]): Promise<void> {
  if (changed.length === 0) return;
  await sql.query(
    {
      name: "set-message-states",
      text: `with moved as (
               update messages
                  set state = case when not ${isDrainedNow} then c.state
                                   when c.logged = 'unknown' or ${earlierUnclearAttempt} is not null then 'unknown'
                                   else 'failed' end,
                      attempts = attempts + case c.state when 'sending' then 1 else 0 end,
                      sending_at = case c.state when 'sending' then clock_timestamp() else sending_at end,
                      sent_at = case c.state when 'sent' then clock_timestamp() else sent_at end,
                      provider = coalesce(c.provider, messages.provider),
                      provider_id = coalesce(c.provider_id, messages.provider_id),
                      response = case c.state when 'sent' then c.detail else response end,
                      error = case when ${isDrainedNow} then drained_why
                                   when c.state in ('failed', 'unknown', 'queued') then c.detail
                                   when c.state = 'sent' then null else error end
                 from ${changes.unnest} as c (${changes.names})
                where messages.id = c.id
               returning messages.id, c.detail,
                         case when ${isDrainedNow} then messages.state else c.logged end as logged)
             insert into message_log (message_id, state, detail) select id, logged, detail from moved`,
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
  const messages = await sql.query<{ channel: string; test: boolean; state: string }>(
    `with given_up as (
       update messages
          set state = case state when 'queued' then 'failed' else 'dropped' end, error = $2
        where run_id = $1 and state in ('queued', 'held')
       returning id, channel, test, state),
     logged as (
       insert into message_log (message_id, state, detail) select id, state, $2 from given_up),
     gone as (
       delete from pressure_waiting where run_id = $1)
     select channel, test, state from given_up`,
    [runId, why],
  );
  for (const message of messages) {
    countMessage(sql, message, message.state === "failed" ? "failed" : "not_sent");
  }
}

import { builder } from "../core/database.ts";
import type { Sql } from "../core/database.ts";
import type { MessageState, TrackedLink } from "./message-rows.ts";
import { contentOf } from "./message-rows.ts";

export interface MessageHistoryRow {
  id: string;
  workflowId: string;
  workflowName: string;
  runId: string;
  blockId: string;
  contactId: string;
  channel: string;
  recipient: string;
  title: string;
  state: MessageState;
  transactional: boolean;
  test: boolean;
  language: string | null;
  topic: string | null;
  attempts: number;
  error: string | null;
  queuedAt: Date;
  sentAt: Date | null;
  openedAt: Date | null;
  opens: number;
  clickedAt: Date | null;
  clicks: number;
  /** `queuedAt` to the microsecond: what a page is continued by. */
  queuedAtExact: string;
}

export interface MessageDetailsRow extends MessageHistoryRow {
  sender: string;
  content: unknown;
  links: TrackedLink[];
  response: string | null;
}

function fromMessages() {
  return builder("messages as m")
    .leftJoin("workflows as w", "w.id", "m.workflow_id")
    .select({
      id: "m.id",
      workflowId: "m.workflow_id",
      workflowName: builder.raw("coalesce(w.name, '')"),
      runId: "m.run_id",
      blockId: "m.block_id",
      contactId: "m.contact_id",
      channel: "m.channel",
      recipient: "m.recipient",
      title: "m.subject",
      state: "m.state",
      transactional: "m.transactional",
      test: "m.test",
      language: "m.language",
      topic: "m.topic",
      openedAt: "m.opened_at",
      opens: "m.opens",
      attempts: "m.attempts",
      error: "m.error",
      queuedAt: "m.queued_at",
      sentAt: "m.sent_at",
      clickedAt: "m.clicked_at",
      clicks: "m.clicks",
      queuedAtExact: builder.raw(
        `to_char(m.queued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
      ),
    });
}

/** Messages, newest first, behind a given one. */
export async function messagesBehind(
  sql: Sql,
  filter: {
    workflowId?: string;
    contactId?: string;
    state?: string;
    runId?: string;
    test?: boolean | undefined;
  },
  behind: { queuedAt: string; id: string } | null,
  limit: number,
): Promise<MessageHistoryRow[]> {
  const query = fromMessages().orderBy([
    { column: "m.queued_at", order: "desc" },
    { column: "m.id", order: "desc" },
  ]);
  query.limit(limit);
  if (filter.workflowId !== undefined) query.where("m.workflow_id", filter.workflowId);
  if (filter.contactId !== undefined) query.where("m.contact_id", filter.contactId);
  if (filter.state !== undefined) query.where("m.state", filter.state);
  if (filter.runId !== undefined) query.where("m.run_id", filter.runId);
  if (filter.test !== undefined) query.where("m.test", filter.test);
  if (behind !== null) {
    query.whereRaw("(m.queued_at, m.id) < (?::timestamptz, ?::uuid)", [behind.queuedAt, behind.id]);
  }
  return sql.run<MessageHistoryRow>(query);
}

export async function messageDetailsById(
  sql: Sql,
  id: string,
): Promise<MessageDetailsRow | undefined> {
  const query = fromMessages()
    .select({
      sender: "m.sender",
      content: builder.raw(contentOf("m")),
      links: "m.links",
      response: "m.response",
    })
    .where("m.id", id);
  const [row] = await sql.run<MessageDetailsRow>(query);
  return row;
}

export async function logOfMessage(
  sql: Sql,
  id: string,
): Promise<{ at: Date; state: string; detail: string | null }[]> {
  return sql.query("select at, state, detail from message_log where message_id = $1 order by id", [
    id,
  ]);
}

import type { Knex } from "knex";
import type { HeldBack } from "../../domain/pressure/held-back.ts";
import { contactNameOf } from "../contacts/contact-names.ts";
import { lookFor, ofContacts } from "../contacts/found-by-search.ts";
import { builder } from "../core/database.ts";
import type { Sql } from "../core/database.ts";
import type { Bounds, Part, RowsLookedFor, Way } from "../core/look-through.ts";
import { narrowest, rowsLookedFor } from "../core/look-through.ts";
import type { MessageState, TrackedLink } from "./message-rows.ts";
import { contentOf } from "./message-rows.ts";

export interface MessageHistoryRow {
  id: string;
  workflowId: string;
  workflowName: string;
  runId: string;
  blockId: string;
  contactId: string;
  contactName: string | null;
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
  heldBack: HeldBack | null;
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
  provider: string | null;
  providerId: string | null;
  contentGone: boolean;
}

function fromMessages(source: Knex.QueryBuilder) {
  return builder(source.as("m"))
    .leftJoin("workflows as w", "w.id", "m.workflow_id")
    .select({
      id: "m.id",
      workflowId: "m.workflow_id",
      workflowName: builder.raw("coalesce(w.name, '')"),
      runId: "m.run_id",
      blockId: "m.block_id",
      contactId: "m.contact_id",
      contactName: builder.raw(contactNameOf("m.contact_id")),
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
      heldBack: "m.held_back",
      queuedAt: "m.queued_at",
      sentAt: "m.sent_at",
      clickedAt: "m.clicked_at",
      clicks: "m.clicks",
      queuedAtExact: builder.raw(
        `to_char(m.queued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
      ),
    });
}

const list = { table: "messages", order: ["queued_at", "id"] };

export interface MessageFilter {
  workflowId?: string;
  contactId?: string;
  state?: string;
  test?: boolean | undefined;
  channels?: readonly string[] | undefined;
  transactional?: boolean | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** Something by which the contact is found: see `contactsFoundBy`. */
  search?: string;
}

/** Messages, newest first, behind a given one. */
export async function messagesBehind(
  sql: Sql,
  filter: MessageFilter,
  behind: { queuedAt: string; id: string } | null,
  limit: number,
): Promise<RowsLookedFor<MessageHistoryRow>> {
  const bounds: Bounds = (query) => {
    if (filter.from !== undefined) query.where("queued_at", ">=", filter.from);
    if (filter.to !== undefined) query.where("queued_at", "<", filter.to);
    if (behind === null) return;
    query.whereRaw("(queued_at, id) < (?::timestamptz, ?::uuid)", [behind.queuedAt, behind.id]);
  };
  const found = await lookFor(sql, filter);
  const ways = waysTo(filter);
  if (found !== null) ways.push([ofContacts(list, found, bounds)]);
  const narrowed = await narrowest(sql, list, ways, bounds);
  const query = inOrder(fromMessages(narrowed.rows)).limit(limit);
  if (filter.workflowId !== undefined) query.where("m.workflow_id", filter.workflowId);
  if (filter.contactId !== undefined) query.where("m.contact_id", filter.contactId);
  if (filter.state !== undefined) query.where("m.state", filter.state);
  if (filter.test !== undefined) query.where("m.test", filter.test);
  if (filter.channels !== undefined) query.whereIn("m.channel", [...filter.channels]);
  if (filter.transactional !== undefined) query.where("m.transactional", filter.transactional);
  if (found !== null) query.whereRaw("m.contact_id = any(?::uuid[])", [[...found.contactIds]]);
  return rowsLookedFor(await sql.run<MessageHistoryRow>(query), limit, narrowed);
}

function inOrder(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.orderBy("m.queued_at", "desc").orderBy("m.id", "desc");
}

function waysTo(filter: MessageFilter): Way[] {
  const { workflowId, contactId, state, test, channels, transactional } = filter;
  const way = (narrow: Part["narrow"]): Way => [{ from: list.table, order: list.order, narrow }];
  const ways: Way[] = [];
  if (workflowId !== undefined) ways.push(way((query) => query.where("workflow_id", workflowId)));
  if (contactId !== undefined) ways.push(way((query) => query.where("contact_id", contactId)));
  if (test === true) ways.push(way((query) => query.whereRaw("test")));
  // Nearly all messages are sent: those are found as quickly without an index.
  if (state !== undefined && state !== "sent")
    ways.push(way((query) => query.where("state", state)));
  if (transactional === true) ways.push(way((query) => query.whereRaw("transactional")));
  if (channels !== undefined && !channels.includes("email"))
    ways.push(
      channels.map((channel) => ({
        from: list.table,
        order: list.order,
        narrow: (query) => query.where("channel", channel),
      })),
    );
  const isFiltered = [state, test, channels, transactional].some((value) => value !== undefined);
  if (ways.length === 0 && isFiltered) ways.push(way(() => undefined));
  return ways;
}

/** The messages of a run, newest first. */
export async function messagesOfRun(
  sql: Sql,
  runId: string,
  limit: number,
): Promise<MessageHistoryRow[]> {
  const messages = builder("messages").where("run_id", runId);
  return sql.run<MessageHistoryRow>(inOrder(fromMessages(messages)).limit(limit));
}

export async function messageDetailsById(
  sql: Sql,
  id: string,
): Promise<MessageDetailsRow | undefined> {
  const query = fromMessages(builder("messages").where("id", id)).select({
    sender: "m.sender",
    content: builder.raw(contentOf("m")),
    links: "m.links",
    response: "m.response",
    provider: "m.provider",
    providerId: "m.provider_id",
    contentGone: "m.content_gone",
  });
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

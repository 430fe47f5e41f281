import type { Identity } from "../../domain/identity.ts";
import type { IgnoredIdentity } from "../../domain/nameless-ids.ts";
import { builder } from "../core/database.ts";
import type { Sql } from "../core/database.ts";
import { likeLiteral } from "../core/like.ts";

export interface EventHistoryRow {
  id: string;
  typeId: string;
  typeKey: string;
  typeName: string;
  key: string;
  contactId: string | null;
  contactMade: boolean;
  source: string;
  receivedAt: Date;
  occurredAt: Date | null;
  past: boolean;
}

export interface EventFilter {
  typeIds?: readonly string[];
  from?: Date;
  to?: Date;
  /** An event that has any of them. */
  outcome?: readonly string[];
  keyPrefix?: string;
  contactId?: string;
  workflowId?: string;
  below?: string;
}

const columns = {
  id: "e.id",
  typeId: "e.type_id",
  typeKey: builder.raw("coalesce(t.key, f.key, '')"),
  typeName: builder.raw("coalesce(t.name, f.name, '')"),
  key: "e.key_value",
  contactId: "e.contact_id",
  contactMade: "e.contact_made",
  source: "e.source",
  receivedAt: "e.received_at",
  occurredAt: "e.occurred_at",
  past: "e.past",
};

/** Deleted types keep their name in the history. */
function fromEvents() {
  return builder("events as e")
    .leftJoin("event_types as t", "t.id", "e.type_id")
    .leftJoin("former_event_types as f", "f.id", "e.type_id");
}

/** Events, newest first, below a given id: ids sort by time, and `events` is cut by them. */
export async function eventsBelow(
  sql: Sql,
  filter: EventFilter,
  limit: number,
): Promise<EventHistoryRow[]> {
  const query = fromEvents().select(columns).orderBy("e.id", "desc").limit(limit);
  const { typeIds, from, to, outcome, workflowId } = filter;
  if (typeIds?.length === 1) query.where("e.type_id", typeIds[0]);
  else if (typeIds !== undefined) query.whereIn("e.type_id", [...typeIds]);
  if (filter.keyPrefix) query.whereLike("e.key_value", `${likeLiteral(filter.keyPrefix)}%`);
  if (filter.contactId !== undefined) query.where("e.contact_id", filter.contactId);
  if (filter.below !== undefined) query.where("e.id", "<", filter.below);
  // The id's time is an application's, received_at the database's: an hour apart is a lot. Its
  // bounds let whole months and most of the index be skipped.
  if (from !== undefined) {
    query.where("e.received_at", ">=", from);
    query.whereRaw("e.id >= uuid7_floor(?::timestamptz - interval '1 hour')", [from]);
  }
  if (to !== undefined) {
    query.where("e.received_at", "<", to);
    query.whereRaw("e.id < uuid7_floor(?::timestamptz + interval '1 hour')", [to]);
  }
  if (outcome !== undefined || workflowId !== undefined) {
    const decisions = builder("event_decisions as d")
      .select(builder.raw("1"))
      .whereRaw("d.event_id = e.id");
    if (outcome !== undefined) decisions.whereIn("d.outcome", [...outcome]);
    if (workflowId !== undefined) decisions.where("d.workflow_id", workflowId);
    query.whereExists(decisions);
  }
  return sql.run<EventHistoryRow>(query);
}

export interface EventDetailsRow extends EventHistoryRow {
  params: Record<string, unknown>;
  identities: unknown[];
  conflict: Identity[] | null;
  ignored: IgnoredIdentity[] | null;
  messageId: string | null;
}

export async function eventDetailsById(sql: Sql, id: string): Promise<EventDetailsRow | undefined> {
  const query = fromEvents()
    .select(columns)
    .select({
      params: "e.params",
      identities: "e.identities",
      conflict: "e.conflict",
      ignored: "e.ignored",
      messageId: "e.message_id",
    })
    .where("e.id", id);
  const [row] = await sql.run<EventDetailsRow>(query);
  return row;
}

export interface DecisionRow {
  eventId: string;
  bindingId: string;
  workflowId: string;
  workflowName: string;
  role: "start" | "stop";
  outcome: string;
  reason: string | null;
  until: Date | null;
  runId: string | null;
  fanOutId: string | null;
  stopped: number | null;
}

/** What some events did. */
export async function decisionsOf(sql: Sql, eventIds: readonly string[]): Promise<DecisionRow[]> {
  return sql.query<DecisionRow>(
    `select d.event_id as "eventId", d.binding_id as "bindingId", d.workflow_id as "workflowId",
            coalesce(w.name, '') as "workflowName", d.role, d.outcome, d.reason, d.until,
            d.run_id as "runId", d.fan_out_id as "fanOutId", d.stopped
       from event_decisions d left join workflows w on w.id = d.workflow_id
      where d.event_id = any($1::uuid[]) order by d.role, d.binding_id`,
    [eventIds],
  );
}

/** The types that have or had a key: one that was deleted and made again has two. */
export async function typeIdsOfKey(sql: Sql, key: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    "select id from event_types where key = $1 union all select id from former_event_types where key = $1",
    [key],
  );
  return rows.map(({ id }) => id);
}

import type { Identity } from "../../domain/identity.ts";
import type { IgnoredIdentity } from "../../domain/nameless-ids.ts";
import type { Knex } from "knex";
import { contactNameOf } from "../contacts/contact-names.ts";
import { builder } from "../core/database.ts";
import type { Sql } from "../core/database.ts";
import { firstIdFrom, lastIdBefore } from "../core/id-times.ts";
import { beginningPattern } from "../core/like.ts";
import type { Bounds, Part, RowsLookedFor, Way } from "../core/look-through.ts";
import { narrowest, rowsLookedFor } from "../core/look-through.ts";
import type { Found } from "../contacts/found-by-search.ts";
import { lookFor, ofContacts, ofFound } from "../contacts/found-by-search.ts";
import { waysOfKeys } from "./key-ways.ts";

export interface EventHistoryRow {
  id: string;
  typeId: string;
  typeKey: string;
  typeName: string;
  key: string;
  contactId: string | null;
  contactName: string | null;
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
  /** How its key begins, or something by which its contact is found: see `contactsFoundBy`. */
  search?: string;
  below?: string;
}

const columns = {
  id: "e.id",
  typeId: "e.type_id",
  typeKey: builder.raw("coalesce(t.key, f.key, '')"),
  typeName: builder.raw("coalesce(t.name, f.name, '')"),
  key: "e.key_value",
  contactId: "e.contact_id",
  contactName: builder.raw(contactNameOf("e.contact_id")),
  contactMade: "e.contact_made",
  source: "e.source",
  receivedAt: "e.received_at",
  occurredAt: "e.occurred_at",
  past: "e.past",
};

/** Deleted types keep their name in the history. */
function fromEvents(source: Knex.QueryBuilder) {
  return builder(source.as("e"))
    .leftJoin("event_types as t", "t.id", "e.type_id")
    .leftJoin("former_event_types as f", "f.id", "e.type_id");
}

const list = { table: "events", order: ["id"] };

/**
 * Events, newest first, below a given id: ids sort by time, and `events` is cut by them.
 */
export async function eventsBelow(
  sql: Sql,
  filter: EventFilter,
  limit: number,
): Promise<RowsLookedFor<EventHistoryRow>> {
  const { from, to, keyPrefix, typeIds = [], contactId, outcome, workflowId } = filter;
  const bounds = boundsOf(filter);
  const found = await lookFor(sql, filter);
  const ways = await waysOf(sql, filter, bounds, found);
  const narrowed = await narrowest(sql, list, ways, bounds);
  const query = fromEvents(narrowed.rows).select(columns).orderBy("e.id", "desc").limit(limit);
  if (from !== undefined) query.where("e.received_at", ">=", from);
  if (to !== undefined) query.where("e.received_at", "<", to);
  if (keyPrefix) query.whereLike("e.key_value", beginningPattern(keyPrefix));
  if (typeIds.length > 0) query.whereIn("e.type_id", [...typeIds]);
  if (contactId !== undefined) query.where("e.contact_id", contactId);
  if (found !== null) query.where(ofFound("e", "key_value", found));
  if (outcome !== undefined || workflowId !== undefined) {
    const decisions = builder("event_decisions as d").whereRaw("d.event_id = e.id");
    if (outcome !== undefined) decisions.whereIn("d.outcome", [...outcome]);
    if (workflowId !== undefined) decisions.where("d.workflow_id", workflowId);
    // OFFSET 0: or else Postgres may read all decisions of the workflow to join them.
    query.whereRaw("exists (? offset 0)", [decisions.select(builder.raw("1"))]);
  }
  return rowsLookedFor(await sql.run<EventHistoryRow>(query), limit, narrowed);
}

function boundsOf({ from, to, below }: EventFilter): Bounds {
  return (query, [id = "id"]) => {
    if (below !== undefined) query.where(id, "<", below);
    if (from !== undefined) query.where(id, ">=", firstIdFrom(from));
    if (to !== undefined) query.where(id, "<", lastIdBefore(to));
  };
}

/** None, where the list's own order is all that there is. */
async function waysOf(
  sql: Sql,
  filter: EventFilter,
  bounds: Bounds,
  found: Found | null,
): Promise<Way[]> {
  const { keyPrefix, typeIds, contactId, outcome, workflowId } = filter;
  const inOrder = { from: list.table, order: list.order };
  const ways: Way[] = [];
  if (contactId !== undefined) {
    ways.push([{ ...inOrder, narrow: (query) => query.where("contact_id", contactId) }]);
  }
  if (typeIds !== undefined) {
    ways.push(typeIds.map((id) => ({ ...inOrder, narrow: (query) => query.where("type_id", id) })));
  }
  if (workflowId !== undefined)
    ways.push([decided((query) => query.where("workflow_id", workflowId))]);
  // Nearly all decisions are suppressed starts: those are found as quickly without an index.
  if (outcome !== undefined && !outcome.includes("suppressed")) {
    ways.push(outcome.map((one) => decided((query) => query.where("outcome", one))));
  }
  if (keyPrefix) ways.push(...(await waysOfKeys(sql, list, keyPrefix, bounds)));
  if (found !== null) {
    const byKey = await waysOfKeys(sql, list, found.search, bounds);
    ways.push(...byKey.map((parts) => [...parts, ofContacts(list, found, bounds)]));
  }
  if (ways.length === 0 && (outcome !== undefined || keyPrefix || found !== null)) {
    ways.push([{ ...inOrder, narrow: () => undefined }]);
  }
  return ways;
}

function decided(narrow: Part["narrow"]): Part {
  return { from: "event_decisions", order: ["event_id"], narrow };
}

export interface EventDetailsRow extends EventHistoryRow {
  params: Record<string, unknown>;
  identities: unknown[];
  conflict: Identity[] | null;
  ignored: IgnoredIdentity[] | null;
  messageId: string | null;
}

export async function eventDetailsById(sql: Sql, id: string): Promise<EventDetailsRow | undefined> {
  const query = fromEvents(builder("events").where("id", id)).select(columns).select({
    params: "e.params",
    identities: "e.identities",
    conflict: "e.conflict",
    ignored: "e.ignored",
    messageId: "e.message_id",
  });
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
  replays: { bulkActionId: string; at: string; outcome: string | null; reason: string | null }[];
}

/** What some events did. */
export async function decisionsOf(sql: Sql, eventIds: readonly string[]): Promise<DecisionRow[]> {
  return sql.query<DecisionRow>(
    `select d.event_id as "eventId", d.binding_id as "bindingId", d.workflow_id as "workflowId",
            coalesce(w.name, '') as "workflowName", d.role, d.outcome, d.reason, d.until,
            d.run_id as "runId", d.fan_out_id as "fanOutId", d.stopped,
            coalesce(d.replays, '[]') as replays
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

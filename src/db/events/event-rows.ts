import type { Decision } from "../../domain/event.ts";
import { bulkInsert, columnsOf } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export interface EventRow {
  id: string;
  typeId: string;
  keyValue: string;
  params: string;
  contactId: string | null;
  contactMade: boolean;
  identities: string;
  conflict: string | null;
  source: string;
  messageId: string | null;
  occurredAt: Date | null;
  hops: number;
  past: boolean;
}

export interface RunRow {
  id: string;
  temporalId: string;
  bindingId: string;
  workflowId: string;
  versionId: string;
  eventId: string;
  eventKey: string;
  contactId: string;
  hops: number;
  /** Of a fan-out: it waits behind runs that single events start. */
  bulk: boolean;
}

const eventColumns = {
  id: "uuid",
  type_id: "uuid",
  key_value: "text",
  params: "jsonb",
  contact_id: "uuid",
  contact_made: "bool",
  identities: "jsonb",
  conflict: "jsonb",
  source: "text",
  message_id: "text",
  occurred_at: "timestamptz",
  hops: "int",
  past: "bool",
};
const decisionColumns = {
  event_id: "uuid",
  binding_id: "uuid",
  workflow_id: "uuid",
  role: "text",
  outcome: "text",
  reason: "text",
  until: "timestamptz",
  run_id: "uuid",
  fan_out_id: "uuid",
  stopped: "int",
};
const runColumns = {
  id: "uuid",
  temporal_id: "text",
  binding_id: "uuid",
  workflow_id: "uuid",
  version_id: "uuid",
  event_id: "uuid",
  event_key: "text",
  contact_id: "uuid",
  hops: "int",
  bulk: "bool",
};

const firstDecision = 2 + Object.keys(eventColumns).length;
const firstRun = firstDecision + Object.keys(decisionColumns).length;
const insertEventsText = `
  with e as (${bulkInsert("events", eventColumns, 2, { received_at: "$1::timestamptz" })}),
       d as (${bulkInsert("event_decisions", decisionColumns, firstDecision)})
  ${bulkInsert("runs", runColumns, firstRun, { created_at: "$1::timestamptz" })}`;

/** Keeps events, what they did, and the runs they launch: three inserts in one statement. */
export async function insertEvents(
  sql: Sql,
  receivedAt: Date,
  events: readonly EventRow[],
  decisions: readonly (Decision & { eventId: string })[],
  runs: readonly RunRow[],
): Promise<void> {
  await sql.query({ name: "insert-events", text: insertEventsText }, [
    receivedAt,
    ...columnsOf(
      events,
      (event) => event.id,
      (event) => event.typeId,
      (event) => event.keyValue,
      (event) => event.params,
      (event) => event.contactId,
      (event) => event.contactMade,
      (event) => event.identities,
      (event) => event.conflict,
      (event) => event.source,
      (event) => event.messageId,
      (event) => event.occurredAt,
      (event) => event.hops,
      (event) => event.past,
    ),
    ...columnsOf(
      decisions,
      (decision) => decision.eventId,
      (decision) => decision.bindingId,
      (decision) => decision.workflowId,
      (decision) => decision.role,
      (decision) => decision.outcome,
      (decision) => decision.reason,
      (decision) => decision.until ?? null,
      (decision) => decision.runId ?? null,
      (decision) => decision.fanOutId ?? null,
      (decision) => decision.stopped ?? null,
    ),
    ...columnsOf(
      runs,
      (run) => run.id,
      (run) => run.temporalId,
      (run) => run.bindingId,
      (run) => run.workflowId,
      (run) => run.versionId,
      (run) => run.eventId,
      (run) => run.eventKey,
      (run) => run.contactId,
      (run) => run.hops,
      (run) => run.bulk,
    ),
  ]);
}

export interface PastEvent {
  id: string;
  typeId: string;
  contactId: string | null;
  keyValue: string;
  params: Record<string, unknown>;
  receivedAt: Date;
  occurredAt: Date | null;
}

/** Events of some types since a time, of some contacts or with some keys: for look-back periods. */
export async function recentEvents(
  sql: Sql,
  since: Date,
  typeIds: readonly string[],
  contactIds: readonly string[],
  keys: readonly string[],
): Promise<PastEvent[]> {
  return sql.query<PastEvent>(
    {
      name: "recent-events",
      text: `select id, type_id as "typeId", contact_id as "contactId", key_value as "keyValue", params,
                    received_at as "receivedAt", occurred_at as "occurredAt"
               from events
              where type_id = any($2::uuid[]) and received_at >= $1 and not past
                -- An id is made before its transaction begins, by another clock.
                and id >= uuid7_floor($1::timestamptz - interval '10 minutes')
                and (contact_id = any($3::uuid[]) or key_value = any($4::text[]))
              order by id`,
    },
    [since, typeIds, contactIds, keys],
  );
}

export interface ActiveRun {
  id: string;
  workflowId: string;
  contactId: string;
  eventKey: string;
  eventId: string;
}

/** The runs of some workflows that have not ended, for some contacts or event keys. */
export async function activeRuns(
  sql: Sql,
  workflowIds: readonly string[],
  contactIds: readonly string[],
  keys: readonly string[],
): Promise<ActiveRun[]> {
  return sql.query<ActiveRun>(
    {
      name: "alive-runs",
      text: `select id, workflow_id as "workflowId", contact_id as "contactId",
                    event_key as "eventKey", event_id as "eventId"
               from runs
              where status in ('pending', 'running') and workflow_id = any($1::uuid[])
                and test is null
                and (contact_id = any($2::uuid[]) or event_key = any($3::text[]))`,
    },
    [workflowIds, contactIds, keys],
  );
}

/** A signal to a run, from an event. */
export interface EventSignal {
  id: string;
  runId: string;
  kind: "stop" | "wake" | "goal";
  eventId: string;
  /** Of a wake or a goal; empty and 0 for a stop. */
  blockId: string;
  visit: number;
}

/** Writes signals; one that the same event has sent already is not sent again. */
export async function insertSignals(
  sql: Sql,
  at: Date,
  signals: readonly EventSignal[],
): Promise<void> {
  if (signals.length === 0) return;
  await sql.query(
    {
      name: "insert-signals",
      text: `insert into run_signals (id, run_id, kind, event_id, block_id, visit, created_at)
             select id, run_id, kind, event_id, block_id, visit, $7
               from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::int[])
                 as s (id, run_id, kind, event_id, block_id, visit)
              order by run_id, event_id
             on conflict (run_id, kind, event_id, block_id, visit) do nothing`,
    },
    [
      ...columnsOf(
        signals,
        (signal) => signal.id,
        (signal) => signal.runId,
        (signal) => signal.kind,
        (signal) => signal.eventId,
        (signal) => signal.blockId,
        (signal) => signal.visit,
      ),
      at,
    ],
  );
}

import type { Decision } from "../contract/event.ts";
import type { Sql } from "./database.ts";

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
}

function column<Row, Key extends keyof Row>(rows: readonly Row[], key: Key): Row[Key][] {
  return rows.map((row) => row[key]);
}

/** Keeps events, what they did, and the runs they launch: three inserts in one statement. */
export async function insertEvents(
  sql: Sql,
  receivedAt: Date,
  events: readonly EventRow[],
  decisions: readonly (Decision & { eventId: string })[],
  runs: readonly RunRow[],
): Promise<void> {
  await sql.query(
    {
      name: "insert-events",
      text: `with e as (
               insert into events (id, type_id, key_value, params, contact_id, contact_made, identities,
                                   conflict, source, message_id, occurred_at, received_at)
               select *, $1::timestamptz from unnest($2::uuid[], $3::uuid[], $4::text[], $5::jsonb[],
                 $6::uuid[], $7::bool[], $8::jsonb[], $9::jsonb[], $10::text[], $11::text[], $12::timestamptz[])),
             d as (
               insert into event_decisions (event_id, binding_id, workflow_id, role, outcome, reason,
                                            until, run_id, stopped)
               select * from unnest($13::uuid[], $14::uuid[], $15::uuid[], $16::text[], $17::text[],
                 $18::text[], $19::timestamptz[], $20::uuid[], $21::int[]))
             insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key,
                               contact_id, created_at)
             select *, $1::timestamptz from unnest($22::uuid[], $23::text[], $24::uuid[], $25::uuid[],
               $26::uuid[], $27::uuid[], $28::text[], $29::uuid[])`,
    },
    [
      receivedAt,
      column(events, "id"),
      column(events, "typeId"),
      column(events, "keyValue"),
      column(events, "params"),
      column(events, "contactId"),
      column(events, "contactMade"),
      column(events, "identities"),
      column(events, "conflict"),
      column(events, "source"),
      column(events, "messageId"),
      column(events, "occurredAt"),
      column(decisions, "eventId"),
      column(decisions, "bindingId"),
      column(decisions, "workflowId"),
      column(decisions, "role"),
      column(decisions, "outcome"),
      column(decisions, "reason"),
      decisions.map(({ until }) => until ?? null),
      decisions.map(({ runId }) => runId ?? null),
      decisions.map(({ stopped }) => stopped ?? null),
      column(runs, "id"),
      column(runs, "temporalId"),
      column(runs, "bindingId"),
      column(runs, "workflowId"),
      column(runs, "versionId"),
      column(runs, "eventId"),
      column(runs, "eventKey"),
      column(runs, "contactId"),
    ],
  );
}

export interface PastEvent {
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
      text: `select type_id as "typeId", contact_id as "contactId", key_value as "keyValue", params,
                    received_at as "receivedAt", occurred_at as "occurredAt"
               from events
              where type_id = any($2::uuid[]) and received_at >= $1
                -- An id is made before its transaction begins, by another clock.
                and id >= uuid7_floor($1::timestamptz - interval '10 minutes')
                and (contact_id = any($3::uuid[]) or key_value = any($4::text[]))`,
    },
    [since, typeIds, contactIds, keys],
  );
}

export interface AliveRun {
  id: string;
  workflowId: string;
  contactId: string;
  eventKey: string;
  eventId: string;
}

/** The runs of some workflows that have not ended, for some contacts or event keys. */
export async function aliveRuns(
  sql: Sql,
  workflowIds: readonly string[],
  contactIds: readonly string[],
  keys: readonly string[],
): Promise<AliveRun[]> {
  return sql.query<AliveRun>(
    {
      name: "alive-runs",
      text: `select id, workflow_id as "workflowId", contact_id as "contactId",
                    event_key as "eventKey", event_id as "eventId"
               from runs
              where status in ('pending', 'running') and workflow_id = any($1::uuid[])
                and (contact_id = any($2::uuid[]) or event_key = any($3::text[]))`,
    },
    [workflowIds, contactIds, keys],
  );
}

/** Writes stop signals; a run that the same event stops already gets no second one. */
export async function insertStopSignals(
  sql: Sql,
  receivedAt: Date,
  signals: readonly { id: string; runId: string; eventId: string }[],
): Promise<void> {
  if (signals.length === 0) return;
  await sql.query(
    {
      name: "insert-stop-signals",
      text: `insert into run_signals (id, run_id, kind, event_id, created_at)
             select id, run_id, 'stop', event_id, $4
               from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as s (id, run_id, event_id)
              order by run_id, event_id
             on conflict (run_id, kind, event_id) do nothing`,
    },
    [column(signals, "id"), column(signals, "runId"), column(signals, "eventId"), receivedAt],
  );
}

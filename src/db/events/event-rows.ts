import type { Decision } from "../../domain/event.ts";
import type { Columns } from "../core/bulk-insert.ts";
import { bulkInsert, rowArrays } from "../core/bulk-insert.ts";
import { anyLength } from "../core/any-length.ts";
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
  ignored: string | null;
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
  /** Whether it is a fan-out's: it waits behind runs that single events start. */
  bulk: boolean;
  /** The span that its event was taken in within, as W3C writes it; null: nothing is traced. */
  trace: string | null;
}

const eventInsert = bulkInsert<EventRow>(
  "events",
  {
    id: ["uuid", (event) => event.id],
    type_id: ["uuid", (event) => event.typeId],
    key_value: ["text", (event) => event.keyValue],
    params: ["jsonb", (event) => event.params],
    contact_id: ["uuid", (event) => event.contactId],
    contact_made: ["bool", (event) => event.contactMade],
    identities: ["jsonb", (event) => event.identities],
    conflict: ["jsonb", (event) => event.conflict],
    ignored: ["jsonb", (event) => event.ignored],
    source: ["text", (event) => event.source],
    message_id: ["text", (event) => event.messageId],
    occurred_at: ["timestamptz", (event) => event.occurredAt],
    hops: ["int", (event) => event.hops],
    past: ["bool", (event) => event.past],
  },
  { first: 2, fixed: { received_at: "$1::timestamptz" } },
);
const decisionInsert = bulkInsert<Decision & { eventId: string }>(
  "event_decisions",
  {
    event_id: ["uuid", (decision) => decision.eventId],
    binding_id: ["uuid", (decision) => decision.bindingId],
    workflow_id: ["uuid", (decision) => decision.workflowId],
    role: ["text", (decision) => decision.role],
    outcome: ["text", (decision) => decision.outcome],
    reason: ["text", (decision) => decision.reason],
    until: ["timestamptz", (decision) => decision.until ?? null],
    run_id: ["uuid", (decision) => decision.runId ?? null],
    fan_out_id: ["uuid", (decision) => decision.fanOutId ?? null],
    stopped: ["int", (decision) => decision.stopped ?? null],
  },
  { first: eventInsert.next },
);
const runColumns: Columns<RunRow> = {
  id: ["uuid", (run) => run.id],
  temporal_id: ["text", (run) => run.temporalId],
  binding_id: ["uuid", (run) => run.bindingId],
  workflow_id: ["uuid", (run) => run.workflowId],
  version_id: ["uuid", (run) => run.versionId],
  event_id: ["uuid", (run) => run.eventId],
  event_key: ["text", (run) => run.eventKey],
  contact_id: ["uuid", (run) => run.contactId],
  hops: ["int", (run) => run.hops],
  bulk: ["bool", (run) => run.bulk],
};
const asAllRuns = { first: decisionInsert.next, fixed: { created_at: "$1::timestamptz" } };
const runInsert = bulkInsert("runs", runColumns, asAllRuns);
const tracedRunInsert = bulkInsert<RunRow>(
  "runs",
  { ...runColumns, trace: ["text", (run) => run.trace] },
  asAllRuns,
);
const eventsBeforeRuns = `
  with e as (${eventInsert.text}),
       d as (${decisionInsert.text})`;
const insertEventsText = `${eventsBeforeRuns} ${runInsert.text}`;
const insertTracedText = `${eventsBeforeRuns} ${tracedRunInsert.text}`;

/** Keeps events, what they did, and the runs they launch: three inserts in one statement. */
export async function insertEvents(
  sql: Sql,
  receivedAt: Date,
  events: readonly EventRow[],
  decisions: readonly (Decision & { eventId: string })[],
  runs: readonly RunRow[],
): Promise<void> {
  const before = [receivedAt, ...eventInsert.values(events), ...decisionInsert.values(decisions)];
  // Where nothing is traced, nothing more is sent.
  if (runs.some(({ trace }) => trace !== null)) {
    const values = [...before, ...tracedRunInsert.values(runs)];
    await sql.query({ name: "insert-traced-events", text: insertTracedText }, values);
  } else {
    const values = [...before, ...runInsert.values(runs)];
    await sql.query({ name: "insert-events", text: insertEventsText }, values);
  }
}

/** Whom events are about now: a visitor among them may have become an account. */
export async function contactsOfEvents(
  sql: Sql,
  eventIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await sql.query<{ id: string; contactId: string | null }>(
    {
      name: "contacts-of-events",
      text: `select id, contact_id as "contactId" from events where id = any(${anyLength("$1", "uuid")})`,
    },
    [eventIds],
  );
  return new Map(rows.map(({ id, contactId }) => [id, contactId]));
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
                -- What machines did with a message is kept, and stops or ends nothing.
                and not (source in ('click', 'open') and params @> '{"machine": true}')
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
  /** Whether it was asked to stop, and has not ended yet. */
  isStopping: boolean;
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
                    event_key as "eventKey", event_id as "eventId",
                    exists (select from run_signals s where s.run_id = runs.id and s.kind = 'stop'
                              and s.state <> 'obsolete') as "isStopping"
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
  /** The block of a wake or a goal, and its visit; empty and 0 for a stop. */
  blockId: string;
  visit: number;
  /** The span that its event was taken in within, as W3C writes it; null: nothing is traced. */
  trace: string | null;
}

const signalColumns: Columns<EventSignal> = {
  id: ["uuid", (signal) => signal.id],
  run_id: ["uuid", (signal) => signal.runId],
  kind: ["text", (signal) => signal.kind],
  event_id: ["uuid", (signal) => signal.eventId],
  block_id: ["text", (signal) => signal.blockId],
  visit: ["int", (signal) => signal.visit],
};
const signalArrays = rowArrays(signalColumns);
const tracedSignalArrays = rowArrays<EventSignal>({
  ...signalColumns,
  trace: ["text", (signal) => signal.trace],
});

const insertSignalsText = `
  insert into run_signals (${signalArrays.names}, created_at)
  select ${signalArrays.names}, $${signalArrays.next}
    from ${signalArrays.unnest} as s (${signalArrays.names})
   order by run_id, event_id
  on conflict (run_id, kind, event_id, block_id, visit) do nothing`;
const insertTracedSignalsText = `
  insert into run_signals (${tracedSignalArrays.names}, created_at)
  select ${tracedSignalArrays.names}, $${tracedSignalArrays.next}
    from ${tracedSignalArrays.unnest} as s (${tracedSignalArrays.names})
   order by run_id, event_id
  on conflict (run_id, kind, event_id, block_id, visit) do nothing`;

/** Writes signals; one that the same event has sent already is not sent again. */
export async function insertSignals(
  sql: Sql,
  at: Date,
  signals: readonly EventSignal[],
): Promise<void> {
  if (signals.length === 0) return;
  // Where nothing is traced, nothing more is sent.
  if (signals.some(({ trace }) => trace !== null)) {
    const values = [...tracedSignalArrays.values(signals), at];
    await sql.query({ name: "insert-traced-signals", text: insertTracedSignalsText }, values);
  } else {
    const values = [...signalArrays.values(signals), at];
    await sql.query({ name: "insert-signals", text: insertSignalsText }, values);
  }
}

import type { runStatuses } from "../../contract/api/run.ts";
import type { Definition } from "../../contract/definition.ts";
import type { Knex } from "knex";
import { contactNameOf } from "../contacts/contact-names.ts";
import { builder } from "../core/database.ts";
import type { Sql } from "../core/database.ts";
import type { RowsLookedFor } from "../core/look-through.ts";
import { narrowest, rowsLookedFor } from "../core/look-through.ts";
import { lookFor } from "../contacts/found-by-search.ts";
import type { RunFilter } from "./run-filter.ts";
import { filterRuns } from "./run-filter.ts";
import { runBounds, runList, waysToRuns } from "./run-ways.ts";

export interface RunHistoryRow {
  id: string;
  workflowId: string;
  workflowName: string;
  version: number;
  test: boolean;
  status: (typeof runStatuses)[number];
  contactId: string;
  contactName: string | null;
  eventId: string;
  typeKey: string | null;
  eventKey: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  error: unknown;
  pausedAt: Date | null;
  /** `until` as JSON has it. */
  waitsAt: { blockId: string; name: string | null; kind: string; until: string } | null;
}

export interface RunDetailsRow extends RunHistoryRow {
  /** The block before which it stands as it is paused. */
  pausedBefore: string | null;
  versionId: string;
  bindingId: string | null;
  orderId: string | null;
  dispatchError: string | null;
  stopReason: string | null;
  temporalId: string;
  temporalRunId: string | null;
  definition: Definition;
}

function fromRuns(source: Knex.QueryBuilder) {
  return builder(source.as("r"))
    .join("workflows as w", "w.id", "r.workflow_id")
    .join("workflow_versions as v", "v.id", "r.version_id")
    .leftJoin("events as e", "e.id", "r.event_id")
    .leftJoin("event_types as t", "t.id", "e.type_id")
    .leftJoin("paused_runs as p", "p.run_id", "r.id")
    .leftJoin("former_event_types as f", "f.id", "e.type_id")
    .select({
      id: "r.id",
      workflowId: "r.workflow_id",
      workflowName: "w.name",
      version: "v.number",
      test: builder.raw("r.test is not null"),
      status: "r.status",
      contactId: "r.contact_id",
      contactName: builder.raw(contactNameOf("r.contact_id")),
      eventId: "r.event_id",
      typeKey: builder.raw("coalesce(t.key, f.key, r.test -> 'event' ->> 'typeKey')"),
      eventKey: "r.event_key",
      createdAt: "r.created_at",
      startedAt: "r.started_at",
      endedAt: "r.ended_at",
      error: "r.error",
      pausedAt: "p.paused_at",
      waitsAt: builder.raw(waitsAt),
    });
}

/** The wait that a run is at. Asked for each row: the journal's key begins with the run. */
const waitsAt = `case when r.status = 'running' then coalesce((
  select json_build_object('blockId', s.block_id, 'kind', s.kind, 'until', s.until, 'name', (
           select b ->> 'name' from jsonb_array_elements(v.definition -> 'blocks') b
            where b ->> 'id' = s.block_id))
    from run_steps s where s.run_id = r.id and s.ended_at is null and s.until > now()
   order by s.position desc limit 1), (
  select json_build_object('blockId', p.block_id, 'kind', p.kind, 'until', min(p.next_at), 'name', (
           select b ->> 'name' from jsonb_array_elements(v.definition -> 'blocks') b
            where b ->> 'id' = p.block_id))
    from pressure_waiting p where p.run_id = r.id
   group by p.block_id, p.kind order by min(p.next_at) limit 1)) end`;

/** Runs, newest first, below a given id. */
export async function runsBelow(
  sql: Sql,
  filter: RunFilter & { below?: string },
  limit: number,
): Promise<RowsLookedFor<RunHistoryRow>> {
  const found = await lookFor(sql, filter);
  const ways = await waysToRuns(sql, filter, found);
  const narrowed = await narrowest(sql, runList, ways, runBounds(filter));
  const query = fromRuns(narrowed.rows).orderBy("r.id", "desc").limit(limit);
  filterRuns(query, filter, found);
  return rowsLookedFor(await sql.run<RunHistoryRow>(query), limit, narrowed);
}

export interface RunToActOn {
  id: string;
  workflowId: string;
  status: (typeof runStatuses)[number];
  versionId: string;
  attempts: number;
}

/** The same, of each what is needed to do something to it. */
export async function runsToActOn(
  sql: Sql,
  filter: RunFilter & { below?: string },
  limit: number,
): Promise<RowsLookedFor<RunToActOn>> {
  const found = await lookFor(sql, filter);
  const ways = await waysToRuns(sql, filter, found);
  const narrowed = await narrowest(sql, runList, ways, runBounds(filter));
  const query = builder(narrowed.rows.as("r"))
    .select({
      id: "r.id",
      workflowId: "r.workflow_id",
      status: "r.status",
      versionId: "r.version_id",
      attempts: "r.attempts",
    })
    .orderBy("r.id", "desc")
    .limit(limit);
  filterRuns(query, filter, found);
  return rowsLookedFor(await sql.run<RunToActOn>(query), limit, narrowed);
}

/** The runs of an event, newest first. */
export async function runsOfEvent(
  sql: Sql,
  eventId: string,
  limit: number,
): Promise<RunHistoryRow[]> {
  const runs = builder("runs").where("event_id", eventId);
  return sql.run<RunHistoryRow>(fromRuns(runs).orderBy("r.id", "desc").limit(limit));
}

export async function runDetailsById(sql: Sql, id: string): Promise<RunDetailsRow | undefined> {
  const query = fromRuns(builder("runs").where("id", id))
    .leftJoin("orders as o", "o.id", "r.order_id")
    .select({
      pausedBefore: "p.block_id",
      versionId: "r.version_id",
      bindingId: "r.binding_id",
      orderId: "o.external_id",
      dispatchError: "r.dispatch_error",
      stopReason: "r.stop_reason",
      temporalId: "r.temporal_id",
      temporalRunId: "r.temporal_run_id",
      definition: "v.definition",
    });
  const [row] = await sql.run<RunDetailsRow>(query);
  return row;
}

export interface VisitRow {
  blockId: string;
  kind: string;
  visit: number;
  branch: string;
  outcome: Record<string, unknown>;
  until: Date | null;
  startedAt: Date;
  endedAt: Date | null;
}

/**
 * The way of a run, in its order; at its end the block whose messages are held back, if there is one, by
 * themselves or as their channel is paused.
 */
export async function visitsOfRun(sql: Sql, runId: string): Promise<VisitRow[]> {
  return sql.query<VisitRow>(
    `select block_id as "blockId", kind, visit, branch, outcome, until,
            started_at as "startedAt", ended_at as "endedAt"
       from (select block_id, kind, visit, branch, outcome, until, started_at, ended_at, position
               from run_steps where run_id = $1
             union all
             select p.block_id, p.kind, p.visit, '',
                    jsonb_build_object('state', 'held', 'note', case count(*)
                      when 1 then 'Held back: ' || coalesce(min(m.error), '')
                      else count(*) || ' messages are held back' end),
                    min(p.next_at), min(p.since), null, 2147483647
               from pressure_waiting p
               join runs r on r.id = p.run_id and r.status in ('pending', 'running')
               left join messages m on m.id = p.message_id
              where p.run_id = $1 group by p.block_id, p.kind, p.visit
             union all
             select b.block_id, 'sendToSegment', b.visit, '',
                    jsonb_build_object('state', 'held', 'note', 'Held back: the channel is paused'
                      || coalesce(': ' || c.reason, '')),
                    null, b.held_since, null, 2147483647
               from broadcasts b
               join runs r on r.id = b.run_id and r.status in ('pending', 'running')
               left join paused_channels c on c.channel = b.held_channel
              where b.run_id = $1 and b.held_channel is not null and b.ended_at is null
                and not exists (select from pressure_waiting p where p.run_id = $1)) s
      order by position`,
    [runId],
  );
}

export interface StopRow {
  eventId: string | null;
  askedBy: "hand" | "rule" | "workflow";
  reason: string | null;
  requestedAt: Date;
  state: "pending" | "delivered" | "obsolete";
}

export async function stopsOfRun(sql: Sql, runId: string): Promise<StopRow[]> {
  return sql.query<StopRow>(
    `select event_id as "eventId", asked_by as "askedBy", reason, created_at as "requestedAt", state
       from run_signals where run_id = $1 and kind = 'stop' order by id`,
    [runId],
  );
}

/** Asks a run that has not ended to stop, once. @returns false when it was asked before or has ended */
export async function insertStopByHand(
  sql: Sql,
  stop: { id: string; runId: string; reason: string },
): Promise<boolean> {
  const rows = await sql.query(
    `insert into run_signals (id, run_id, kind, reason, created_at)
     select $1, id, 'stop', $3, now() from runs where id = $2 and status in ('pending', 'running')
     on conflict (run_id, kind, block_id, visit) where event_id is null do nothing returning 1`,
    [stop.id, stop.runId, stop.reason],
  );
  return rows.length > 0;
}

import type { RetryOrigin } from "../../contract/retry-origins.ts";
import type { JournaledVisit } from "../../domain/failed-place.ts";
import type { RunCursor } from "../../domain/plan.ts";
import { firstUnclearAttempt } from "../messages/message-rows.ts";
import { isPausedLane, pausedLane } from "../queue/paused-lane.ts";
import type { Sql } from "../core/database.ts";
import type { VisitRow } from "./run-history.ts";

export interface RetryRow {
  number: number;
  origin: RetryOrigin;
  at: Date;
  error: unknown;
  failedAt: Date | null;
  /** Both null: it went on in the version that it was in. */
  fromVersion: number | null;
  toVersion: number | null;
  /** The way that it had gone before a retry from the start; instants are texts. */
  way: (Omit<VisitRow, "until" | "startedAt" | "endedAt"> & {
    until: string | null;
    startedAt: string;
    endedAt: string | null;
  })[];
}

export async function retriesOfRun(sql: Sql, runId: string): Promise<RetryRow[]> {
  return sql.query<RetryRow>(
    `select number, origin, asked_at as at, error, failed_at as "failedAt",
            from_version as "fromVersion", to_version as "toVersion", way
       from run_retries where run_id = $1 order by number`,
    [runId],
  );
}

/** Whether the latest retry was asked so short ago that another request is the same click. */
export async function lastRetryIsNew(
  sql: Sql,
  runId: string,
  clickSeconds: number,
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from run_retries
      where run_id = $1 and asked_at > clock_timestamp() - make_interval(secs => $2)`,
    [runId, clickSeconds],
  );
  return rows.length > 0;
}

/** The versions of a failed run that takes another than its own. */
export interface VersionChange {
  from: number;
  number: number;
}

/** Notes what a failed run was, and puts it into the dispatcher's queue. @returns which retry it is */
export async function requeueFailedRun(
  sql: Sql,
  runId: string,
  origin: RetryOrigin,
  other?: VersionChange,
): Promise<{ retry: number; error: { message?: string; block?: string } | null }> {
  const [row] = await sql.query<{
    retry: number;
    error: { message?: string; block?: string } | null;
  }>(
    `with noted as (
       insert into run_retries (run_id, number, origin, error, failed_at, from_version, to_version, way)
       select r.id, r.retries + 1, $2, r.error, r.ended_at, $3, $4, case $2 when 'start' then (
                select coalesce(jsonb_agg(jsonb_build_object(
                         'blockId', block_id, 'kind', kind, 'visit', visit, 'branch', branch,
                         'outcome', outcome, 'until', until, 'startedAt', started_at,
                         'endedAt', ended_at) order by position), '[]')
                  from run_steps where run_id = r.id) else '[]' end
         from runs r where r.id = $1
       returning run_id, number, error)
     update runs r
        set status = 'pending', retries = n.number, error = null, ended_at = null, started_at = null,
            checked_at = null, temporal_run_id = null, dispatch_error = null, lease_until = null,
            -- Not 0, as it was offered to Temporal before: a stop is to find what is still open.
            attempts = 1
       from noted n where r.id = n.run_id
     returning n.number as retry, n.error`,
    [runId, origin, other?.from ?? null, other?.number ?? null],
  );
  if (row === undefined) throw new Error(`no run ${runId}`);
  return row;
}

/** The block that a failed run failed at; undefined: at none. */
export async function failedBlockOf(sql: Sql, runId: string): Promise<string | undefined> {
  const [row] = await sql.query<{ block: string | null }>(
    "select error ->> 'block' as block from runs where id = $1",
    [runId],
  );
  return row?.block ?? undefined;
}

/** How many of some failed runs stand at a block that a version of their workflow lacks, as `failedPlace` says. */
export async function countWithoutBlock(
  sql: Sql,
  runIds: readonly string[],
  version: number | "current",
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*) as count
       from runs r
       join workflows w on w.id = r.workflow_id
       join workflow_versions own on own.id = r.version_id
       join workflow_versions v on v.workflow_id = r.workflow_id and not v.test
            and v.number = coalesce($2::int, w.current_version) and v.id <> r.version_id
       cross join lateral (
         select coalesce(r.error ->> 'block', (
                  select block_id from run_steps where run_id = r.id
                   order by position desc limit 1)) as block) p
      where r.id = any($1::uuid[]) and p.block is not null
        and (v.plan #>> array['blocks', p.block, 'kind'] is null
             or v.plan #>> array['blocks', p.block, 'kind']
                is distinct from own.plan #>> array['blocks', p.block, 'kind'])`,
    [runIds, version === "current" ? null : version],
  );
  return row?.count ?? 0;
}

/** The way that a run has gone, as far as its journal knows. */
export async function journaledWay(sql: Sql, runId: string): Promise<JournaledVisit[]> {
  return sql.query<JournaledVisit>(
    `select block_id as "blockId", visit, position, until is not null as "isWait"
       from run_steps where run_id = $1 order by position`,
    [runId],
  );
}

/**
 * Gives a failed run another version, and notes where its next execution begins there.
 * @param cursor null: at the version's start
 */
export async function takeOtherVersion(
  sql: Sql,
  runId: string,
  versionId: string,
  cursor: RunCursor | null,
): Promise<void> {
  await sql.query(
    `update runs r
        set version_id = v.id,
            lane = case when ${isPausedLane("r.lane")} then '${pausedLane}' else '' end || v.lane
       from workflow_versions v where r.id = $1 and v.id = $2`,
    [runId, versionId],
  );
  if (cursor === null) {
    await sql.query("delete from run_cursors where run_id = $1", [runId]);
    return;
  }
  await sql.query(
    `insert into run_cursors (run_id, cursor) values ($1, $2)
     on conflict (run_id) do update set cursor = excluded.cursor`,
    [runId, JSON.stringify(cursor)],
  );
}

/** How a run had failed, and what of it its next execution takes up again. */
export interface Failure {
  /** Whether it failed at a block, and not between two. */
  isOfBlock: boolean;
  /** The words with which its messages were given up. */
  givenUp: readonly string[];
  /** Of a run that takes another version: the goals that that one has. Missing: it stays in its own. */
  goals?: readonly string[] | undefined;
}

/**
 * Opens what the run's failure had closed: goals it watched for, messages it had given up, and a
 * wait that it was at if no block of its own had failed. In another version, goals which that one has
 * not stay closed, and single messages that were certainly not sent are made anew there, as messages
 * are that were held back; a broadcast finds its own by their being queued.
 */
export async function reopenWaitsAndMessages(
  sql: Sql,
  runId: string,
  failure: Failure,
): Promise<void> {
  await sql.query(
    `update run_waits set closed_at = null
      where run_id = $1 and kind = 'goal' and event_id is null
        and ($2::text[] is null or block_id = any($2))`,
    [runId, failure.goals ?? null],
  );
  if (failure.goals !== undefined) {
    await sql.query(
      `update messages set state = 'dropped', gave_place_back = false
        where run_id = $1 and state = 'failed' and error = any($2::text[]) and broadcast_id is null
          and ${firstUnclearAttempt} is null`,
      [runId, failure.givenUp],
    );
  }
  await sql.query(
    `with again as (
       update messages set state = 'queued', error = null
        where run_id = $1 and state = 'failed' and error = any($2::text[]) returning id)
     insert into message_log (message_id, state, detail) select id, 'queued', 'the run goes on' from again`,
    [runId, failure.givenUp],
  );
  if (failure.isOfBlock) return;
  await sql.query(
    `with waiting as (
       update run_steps s set ended_at = null
        where s.run_id = $1 and s.until > clock_timestamp()
          and s.position = (select max(position) from run_steps where run_id = $1)
          and not exists (select from run_signals g where g.run_id = s.run_id and g.kind = 'wake'
                             and g.block_id = s.block_id and g.visit = s.visit)
       returning block_id, visit)
     update run_waits w set closed_at = null from waiting
      where w.run_id = $1 and w.block_id = waiting.block_id and w.visit = waiting.visit
        and w.event_id is null`,
    [runId],
  );
}

/**
 * What the run was told before: a stop or a goal by an event still holds and is told again; a stop by
 * hand or by its workflow is undone by whoever has the run go on, and may be asked anew.
 */
export async function redeliverSignals(sql: Sql, runId: string): Promise<void> {
  await sql.query(
    "delete from run_signals where run_id = $1 and kind = 'stop' and event_id is null",
    [runId],
  );
  await sql.query(
    `update run_signals set state = 'pending', lease_until = null, delivered_at = null
      where run_id = $1 and kind in ('stop', 'goal')`,
    [runId],
  );
}

/** A run that begins again has gone nowhere yet and knows nothing. What it sent stays noted. */
export async function resetJournal(sql: Sql, runId: string): Promise<void> {
  await sql.query("delete from run_steps where run_id = $1", [runId]);
  await sql.query("delete from run_waits where run_id = $1", [runId]);
  await sql.query("delete from run_signals where run_id = $1 and kind <> 'stop'", [runId]);
  await sql.query("delete from run_contacts where run_id = $1", [runId]);
  await sql.query("delete from run_cursors where run_id = $1", [runId]);
  await sql.query("update runs set variables = '{}', goal_block = null where id = $1", [runId]);
}

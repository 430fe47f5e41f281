import type { RetryOrigin } from "../../contract/retry-origins.ts";
import type { Sql } from "../core/database.ts";
import type { VisitRow } from "./run-history.ts";

export interface RetryRow {
  number: number;
  origin: RetryOrigin;
  at: Date;
  error: unknown;
  failedAt: Date | null;
  /** The way that it had gone before a retry from the start; instants are texts. */
  way: (Omit<VisitRow, "until" | "startedAt" | "endedAt"> & {
    until: string | null;
    startedAt: string;
    endedAt: string | null;
  })[];
}

export async function retriesOfRun(sql: Sql, runId: string): Promise<RetryRow[]> {
  return sql.query<RetryRow>(
    `select number, origin, asked_at as at, error, failed_at as "failedAt", way
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

/** Notes what a failed run was, and puts it into the dispatcher's queue. @returns which retry it is */
export async function requeueFailedRun(
  sql: Sql,
  runId: string,
  origin: RetryOrigin,
): Promise<{ retry: number; error: { message?: string; block?: string } | null }> {
  const [row] = await sql.query<{
    retry: number;
    error: { message?: string; block?: string } | null;
  }>(
    `with noted as (
       insert into run_retries (run_id, number, origin, error, failed_at, way)
       select r.id, r.retries + 1, $2, r.error, r.ended_at, case $2 when 'start' then (
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
    [runId, origin],
  );
  if (row === undefined) throw new Error(`no run ${runId}`);
  return row;
}

/**
 * Opens what the run's failure had closed: goals it watched for, messages it had given up, and a
 * wait that it was at if no block of its own had failed.
 */
export async function reopenWaitsAndMessages(
  sql: Sql,
  runId: string,
  failure: { isOfBlock: boolean; givenUp: readonly string[] },
): Promise<void> {
  await sql.query(
    "update run_waits set closed_at = null where run_id = $1 and kind = 'goal' and event_id is null",
    [runId],
  );
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

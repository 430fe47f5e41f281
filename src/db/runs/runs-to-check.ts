import { countEndedRuns } from "../../platform/telemetry/count-runs.ts";
import type { Sql } from "../core/database.ts";

export interface RunToCheck {
  id: string;
  temporalId: string;
  /** Which attempt it is at. */
  retries: number;
}

/** Running runs that were last compared with Temporal before `before`, the longest ago first. */
export function runsToCheck(sql: Sql, before: Date, limit: number): Promise<RunToCheck[]> {
  return sql.query<RunToCheck>(
    `select id, temporal_id as "temporalId", retries from runs
      where status = 'running' and coalesce(checked_at, started_at) < $1
      order by coalesce(checked_at, started_at) limit $2`,
    [before, limit],
  );
}

/** Running runs that started after `since`, the newest first: what a server's crash may have lost. */
export function runsStartedSince(sql: Sql, since: Date, limit: number): Promise<RunToCheck[]> {
  return sql.query<RunToCheck>(
    `select id, temporal_id as "temporalId", retries from runs
      where status = 'running' and started_at >= $1 order by started_at desc limit $2`,
    [since, limit],
  );
}

/** When those of the given runs were started that were first; null: none of them has been. */
export async function firstStartOf(sql: Sql, ids: readonly string[]): Promise<Date | null> {
  const [row] = await sql.query<{ first: Date | null }>(
    "select min(started_at) as first from runs where id = any($1::uuid[])",
    [ids],
  );
  return row?.first ?? null;
}

/** Running runs that started before a time, the newest first. */
export function runsStartedBefore(
  sql: Sql,
  before: Date,
  limit: number,
): Promise<{ temporalId: string; startedAt: Date }[]> {
  return sql.query<{ temporalId: string; startedAt: Date }>(
    `select temporal_id as "temporalId", coalesce(started_at, created_at) as "startedAt" from runs
      where status = 'running' and started_at < $1 order by started_at desc limit $2`,
    [before, limit],
  );
}

/**
 * Has runs in progress told again what they were told from a time on. It may be told twice: a run
 * that knows it already makes nothing of it.
 * @param mostTold only what was told less often; by default all
 * @returns how much
 */
export async function tellAgainSince(
  sql: Sql,
  since: Date | string,
  mostTold: number | null = null,
): Promise<number> {
  const rows = await sql.query(
    `update run_signals s set state = 'pending', lease_until = null, delivered_at = null
       from runs r
      where r.id = s.run_id and r.status = 'running' and s.state = 'delivered' and s.delivered_at >= $1::timestamptz
        and ($2::int is null or s.attempts < $2::int)
     returning 1`,
    [since, mostTold],
  );
  return rows.length;
}

export async function markRunsChecked(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.query("update runs set checked_at = clock_timestamp() where id = any($1::uuid[])", [
    ids,
  ]);
}

/**
 * Puts a run that Temporal does not know back in the queue, under the same id. What it had been told
 * is lost with it, so it is told again.
 */
export async function requeueRun(sql: Sql, { id, retries }: RunToCheck): Promise<boolean> {
  const rows = await sql.query(
    `with back as (
       update runs set status = 'pending', attempts = 0, lease_until = null, temporal_run_id = null,
                       opening_since = null, dispatch_error = 'Temporal had lost this run; it is started again'
        where id = $1 and status = 'running' and retries = $2 returning id),
     told_again as (
       update run_signals s set state = 'pending', lease_until = null, delivered_at = null
         from back where s.run_id = back.id and s.state = 'delivered')
     select from back`,
    [id, retries],
  );
  return rows.length > 0;
}

/**
 * Notes the end of a run that Temporal closed without its own last word (terminated, say).
 * @returns false when it has ended by itself meanwhile
 */
export async function endRunClosedInTemporal(
  sql: Sql,
  { id, retries }: RunToCheck,
  status: "stopped" | "failed",
  message: string,
): Promise<boolean> {
  const rows = await sql.query(
    `update runs set status = $2, error = jsonb_build_object('message', $3::text), ended_at = clock_timestamp(),
                     opening_since = null
      where id = $1 and status = 'running' and retries = $4 returning 1`,
    [id, status, message, retries],
  );
  countEndedRuns(sql, status, rows.length);
  return rows.length > 0;
}

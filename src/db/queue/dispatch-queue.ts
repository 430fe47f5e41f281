import { countEndedRuns } from "../../platform/telemetry/count-runs.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";
import { isPausedLane, laneBehindPause } from "./paused-lane.ts";

export interface StartedRun {
  id: string;
  /** How often it had failed before this start; 0: it is its first. */
  retry: number;
  /** Null when it was found there, started by a dispatcher that could not note it. */
  temporalRunId: string | null;
}

const startedArrays = rowArrays<StartedRun>({
  id: ["uuid", ({ id }) => id],
  retry: ["int", ({ retry }) => retry],
  temporal_run_id: ["text", ({ temporalRunId }) => temporalRunId],
});

/**
 * Notes runs that Temporal has taken. A run that is already past it (even ended) stays as it is, and so
 * does one that has failed and waits to go on: a note of the start before must not count as its own. One
 * whose row is locked, mostly by a block of it that is being performed, is passed over: waiting for it
 * with the others locked would hold them up.
 * @returns those that were passed over
 */
export async function markRunsStarted(
  sql: Sql,
  runs: readonly StartedRun[],
): Promise<StartedRun[]> {
  return sql.query<StartedRun>(
    {
      name: "note-started",
      text: `with told as (
               select * from ${startedArrays.unnest} as s (${startedArrays.names})),
             free as (
               select id from runs where id in (select id from told)
                order by id for no key update skip locked),
             noted as (
               update runs r
                  set status = case r.status when 'pending' then 'running' else r.status end,
                      temporal_run_id = coalesce(r.temporal_run_id, s.temporal_run_id),
                      started_at = coalesce(r.started_at, clock_timestamp()),
                      lease_until = null, dispatch_error = null
                 from free f join told s on s.id = f.id
                where r.id = f.id and r.retries = s.retry
               returning r.id)
             select s.id, s.retry, s.temporal_run_id as "temporalRunId"
               from told s join runs r on r.id = s.id and r.retries = s.retry
              where s.id not in (select id from noted)`,
    },
    startedArrays.values(runs),
  );
}

/** Gives a claimed run back, to be tried again after a while. */
export async function markRunNotStarted(
  sql: Sql,
  { id, retry }: Pick<StartedRun, "id" | "retry">,
  error: string,
  waitSeconds: number,
): Promise<void> {
  await sql.query(
    `update runs set lease_until = now() + make_interval(secs => $3), dispatch_error = $2,
                     opening_since = null
      where id = $1 and status = 'pending' and retries = $4`,
    [id, error, waitSeconds, retry],
  );
}

/**
 * Ends runs that are to be stopped and were never offered to Temporal: no start, no signal. A run
 * that was claimed before may have been started by a dispatcher that died, so it is not among them.
 * @returns how many
 */
export async function stopUnstarted(sql: Sql): Promise<number> {
  const rows = await sql.query<{ runId: string }>({
    name: "stop-unstarted",
    // Materialized: planned while the tables are small, it was looked up anew for each pending run.
    text: `with signal as materialized (
             select distinct on (s.run_id) s.run_id, s.event_id, s.reason
               from run_signals s join runs r on r.id = s.run_id
              where s.state = 'pending' and s.kind = 'stop' and r.status = 'pending' and r.attempts = 0
              order by s.run_id, s.id),
           ended as (
             update runs r set status = 'stopped', opening_since = null, ended_at = clock_timestamp(), stop_event_id = signal.event_id,
                              stop_reason = signal.reason
               from signal
              where r.id = signal.run_id and r.status = 'pending' and r.attempts = 0
             returning r.id),
           no_longer_paused as (
             delete from paused_runs p using ended where p.run_id = ended.id),
           -- One that was claimed before has to be claimed again to be stopped: a paused one is not.
           released as (
             update runs r set lane = ${laneBehindPause("r.lane")}
               from run_signals g
              where g.state = 'pending' and g.kind = 'stop' and r.id = g.run_id
                and r.status = 'pending' and r.attempts > 0 and ${isPausedLane("r.lane")})
           update run_signals s set state = 'delivered', delivered_at = clock_timestamp()
             from ended where s.run_id = ended.id and s.state = 'pending'
           returning s.run_id as "runId"`,
  });
  countEndedRuns(sql, "stopped", new Set(rows.map(({ runId }) => runId)).size);
  return rows.length;
}

/** Notes signals to runs that have ended meanwhile: there is nothing left to stop. */
export async function dropObsoleteSignals(sql: Sql): Promise<void> {
  await sql.query({
    name: "drop-obsolete-signals",
    text: `update run_signals s set state = 'obsolete'
             from runs r
            where r.id = s.run_id and s.state = 'pending'
              -- One that is being delivered may be what ended it.
              and (s.lease_until is null or s.lease_until < now())
              and r.status not in ('pending', 'running')`,
  });
}

export interface ClaimedSignal {
  id: string;
  runId: string;
  temporalId: string;
  retries: number;
  kind: "stop" | "wake" | "goal" | "resume" | "move";
  eventId: string | null;
  /** The block of a wake or a goal. */
  blockId: string;
  visit: number;
  attempts: number;
  /** The span that it goes on behind, as W3C writes it. */
  trace: string | null;
}

/** Claims signals to runs that Temporal has: one for a run that still waits to start waits with it. */
export function claimSignals(
  sql: Sql,
  limit: number,
  leaseSeconds: number,
): Promise<ClaimedSignal[]> {
  return sql.query<ClaimedSignal>(
    {
      name: "claim-signals",
      text: `with claimed as (
               select s.id, r.temporal_id, r.retries from run_signals s join runs r on r.id = s.run_id
                where s.state = 'pending' and (s.lease_until is null or s.lease_until < now())
                  and r.status = 'running'
                order by s.id limit $1 for update of s skip locked)
             update run_signals s set lease_until = now() + make_interval(secs => $2), attempts = attempts + 1
               from claimed c where s.id = c.id
             returning s.id, s.run_id as "runId", c.temporal_id as "temporalId", c.retries,
                       s.kind, s.event_id as "eventId", s.block_id as "blockId", s.visit, s.attempts,
                       s.trace`,
    },
    [limit, leaseSeconds],
  );
}

export async function markSignalsDelivered(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    {
      name: "note-delivered",
      text: `update run_signals set state = 'delivered', delivered_at = clock_timestamp()
              where id = any(${anyLength("$1", "uuid")})`,
    },
    [ids.toSorted()],
  );
}

export async function markSignalNotDelivered(
  sql: Sql,
  id: string,
  waitSeconds: number,
): Promise<void> {
  await sql.query(
    "update run_signals set lease_until = now() + make_interval(secs => $2) where id = $1",
    [id, waitSeconds],
  );
}

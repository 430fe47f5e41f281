import { countEndedRuns } from "../../platform/telemetry/count-runs.ts";
import type { Sql } from "../core/database.ts";

export interface RunEnding {
  status: "completed" | "stopped" | "failed";
  stopEventId: string | null;
  stopReason: string | null;
  goalBlock: string | null;
  error: string | null;
}

/** Writes a run's end, once. */
export async function endRun(sql: Sql, id: string, end: RunEnding): Promise<void> {
  const ended = await sql.query(
    {
      name: "end-run",
      text: `update runs set status = $2, stop_event_id = $3, error = $4::jsonb,
                             -- A reason that a person gave stays out of Temporal: it is read here.
                             stop_reason = coalesce($5, case when $2 = 'stopped' and $3::uuid is null then (
                               select reason from run_signals
                                where run_id = $1 and kind = 'stop' and event_id is null order by id limit 1) end),
                             goal_block = $6, started_at = coalesce(started_at, clock_timestamp()),
                             opening_since = null,
                             ended_at = clock_timestamp()
              where id = $1 and status in ('pending', 'running') returning 1`,
    },
    [id, end.status, end.stopEventId, end.error, end.stopReason, end.goalBlock],
  );
  if (ended.length > 0) countEndedRuns(sql, end.status);
}

/** Writes that a run has come to the end of its way, with the last line of its journal. */
export async function completeRun(
  sql: Sql,
  end: { runId: string; blockId: string; position: number; note: string },
): Promise<void> {
  const [row] = await sql.query<{ ended: boolean }>(
    {
      name: "complete-run",
      text: `with ended as (
               update runs set status = 'completed', started_at = coalesce(started_at, clock_timestamp()),
                               opening_since = null, ended_at = clock_timestamp()
                where id = $1 and status in ('pending', 'running')
               returning 1),
             waited as (
               update run_steps set ended_at = clock_timestamp()
                where run_id = $1 and position = $3::int - 1 and ended_at is null),
             closed as (
               update run_waits set closed_at = clock_timestamp() where run_id = $1 and closed_at is null),
             line as (
               insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, ended_at)
               values ($1, $2, 1, $3, 'end', '', jsonb_build_object('note', $4::text), clock_timestamp())
               on conflict do nothing)
             select exists (select from ended) as ended`,
    },
    [end.runId, end.blockId, end.position, end.note],
  );
  if (row?.ended === true) countEndedRuns(sql, "completed");
}

/** A stop that the run has found by itself, or been told of, is not told (again). */
export async function markStopTaken(
  sql: Sql,
  runId: string,
  eventId: string | null,
): Promise<void> {
  await sql.query(
    `update run_signals set state = 'delivered', delivered_at = clock_timestamp()
      where run_id = $1 and kind = 'stop' and state = 'pending' and event_id is not distinct from $2`,
    [runId, eventId],
  );
}

import type { Visit } from "../../domain/plan.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";
import { isPausedLane, laneBehindPause, pausedLane } from "../queue/paused-lane.ts";

/** Whether a run is paused: asked by each block, of a table that mostly has no row. */
export const isPaused = (run: string): string =>
  `exists (select from paused_runs p where p.run_id = ${run})`;

/**
 * Pauses runs that have not ended: each begins no further block. Their rows are locked first, so that a
 * block in progress is over by then and the next one knows.
 * @returns how many were not paused before
 */
export async function pauseRuns(
  sql: Sql,
  runIds: readonly string[],
  actionId: string,
): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    {
      name: "pause-runs",
      text: `with alive as (
               select id, status from runs
                where id = any(${anyLength("$1", "uuid")}) and status in ('pending', 'running')
                order by id for no key update),
             paused as (
               insert into paused_runs (run_id, action_id) select id, $2 from alive
               on conflict do nothing returning run_id),
             parked as (
               update runs r set lane = '${pausedLane}' || r.lane
                 from paused p join alive a on a.id = p.run_id
                where r.id = a.id and a.status = 'pending' and not ${isPausedLane("r.lane")})
             select count(*) as count from paused`,
    },
    [runIds, actionId],
  );
  return rows[0]?.count ?? 0;
}

/** Lets paused runs go on: those that wait before a block are told. @returns how many were paused */
export async function resumeRuns(
  sql: Sql,
  runIds: readonly string[],
  actionId: string,
): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    {
      name: "resume-runs",
      text: `with locked as (
               select r.id from runs r join paused_runs p on p.run_id = r.id
                where r.id = any(${anyLength("$1", "uuid")}) order by r.id for no key update of r),
             resumed as (
               delete from paused_runs p using locked l where p.run_id = l.id
               returning p.run_id, p.held_at),
             released as (
               update runs r set lane = ${laneBehindPause("r.lane")}
                 from resumed d where r.id = d.run_id and ${isPausedLane("r.lane")}),
             told as (
               insert into run_signals (id, run_id, kind, event_id, asked_by, created_at)
               select make_uuid7(), run_id, 'resume', $2, 'hand', clock_timestamp()
                 from resumed where held_at is not null
               on conflict do nothing)
             select count(*) as count from resumed`,
    },
    [runIds, actionId],
  );
  return rows[0]?.count ?? 0;
}

/** Notes before which visit a paused run stands: it is at no wait any more. */
export async function noteHeld(sql: Sql, { runId, blockId, visit }: Visit): Promise<void> {
  await sql.query(
    {
      name: "note-held",
      text: `with over as (
               update run_steps set ended_at = clock_timestamp()
                where run_id = $1 and ended_at is null)
             update paused_runs
                set block_id = $2, visit = $3, held_at = coalesce(held_at, clock_timestamp())
              where run_id = $1`,
    },
    [runId, blockId, visit],
  );
}

export async function isRunPaused(sql: Sql, runId: string): Promise<boolean> {
  const rows = await sql.query("select 1 from paused_runs where run_id = $1", [runId]);
  return rows.length > 0;
}

/** A run that has ended is paused no more. */
export async function forgetPause(sql: Sql, runId: string): Promise<void> {
  await sql.query("delete from paused_runs where run_id = $1", [runId]);
}

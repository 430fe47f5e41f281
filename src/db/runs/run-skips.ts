import type { Sql } from "../core/database.ts";

export interface WaitRow {
  blockId: string;
  visit: number;
  /** The way the run takes when the wait's time is over. */
  branch: string;
  /** Whether an event may end it. */
  awaits: boolean;
}

const columns = `s.block_id as "blockId", s.visit, s.branch, s.awaits`;

/** The wait that a run is at, if none has ended it yet: time, its event or whatever else it was for. */
export async function waitOfRun(sql: Sql, runId: string): Promise<WaitRow | undefined> {
  const [row] = await sql.query<WaitRow>(
    `select ${columns} from run_steps s
      where s.run_id = $1 and s.ended_at is null and s.until > clock_timestamp()
        and not exists (select from run_signals g where g.run_id = s.run_id and g.kind = 'wake'
                           and g.block_id = s.block_id and g.visit = s.visit)
      order by s.position desc limit 1`,
    [runId],
  );
  return row;
}

/** The wait that was skipped by hand last, and whether that is so short ago that it was the same click. */
export async function lastSkipOfRun(
  sql: Sql,
  runId: string,
  clickSeconds: number,
): Promise<(WaitRow & { isSameClick: boolean }) | undefined> {
  const [row] = await sql.query<WaitRow & { isSameClick: boolean }>(
    `select ${columns},
            g.state = 'pending' or g.created_at > clock_timestamp() - make_interval(secs => $2) as "isSameClick"
       from run_signals g
       join run_steps s on s.run_id = g.run_id and s.block_id = g.block_id and s.visit = g.visit
      where g.run_id = $1 and g.kind = 'wake' and g.event_id is null and g.asked_by = 'hand'
      order by s.position desc limit 1`,
    [runId, clickSeconds],
  );
  return row;
}

/** A visit's wait, if it was skipped by hand. */
export async function skippedWait(
  sql: Sql,
  visit: { runId: string; blockId: string; visit: number },
): Promise<WaitRow | undefined> {
  const [row] = await sql.query<WaitRow>(
    `select ${columns} from run_steps s
       join run_signals g on g.run_id = s.run_id and g.block_id = s.block_id and g.visit = s.visit
      where s.run_id = $1 and s.block_id = $2 and s.visit = $3
        and g.kind = 'wake' and g.event_id is null and g.asked_by = 'hand'`,
    [visit.runId, visit.blockId, visit.visit],
  );
  return row;
}

/** Has a wait end now: no event can take it any more, and its visit says who did. */
export async function insertSkip(
  sql: Sql,
  skip: { id: string; runId: string; blockId: string; visit: number },
): Promise<void> {
  const place = [skip.runId, skip.blockId, skip.visit];
  await sql.query(
    `update run_waits set closed_at = clock_timestamp()
      where run_id = $1 and block_id = $2 and visit = $3 and kind = 'wait' and closed_at is null`,
    place,
  );
  await sql.query(
    `update run_steps
        set outcome = outcome || jsonb_build_object(
              'note', coalesce(outcome ->> 'note', '') || '; skipped by hand', 'skipped', 'hand')
      where run_id = $1 and block_id = $2 and visit = $3`,
    place,
  );
  await sql.query(
    `insert into run_signals (id, run_id, kind, block_id, visit, asked_by, created_at)
     values ($4, $1, 'wake', $2, $3, 'hand', clock_timestamp())`,
    [...place, skip.id],
  );
}

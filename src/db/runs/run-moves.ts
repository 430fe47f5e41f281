import type { Plan, RunCursor, WrittenPlan } from "../../domain/plan.ts";
import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";
import { isPausedLane, pausedLane } from "../queue/paused-lane.ts";

/** Where a run stands that could be moved: at a wait, or before a block that is held back. */
export interface RunPlace {
  runId: string;
  versionId: string;
  blockId: string;
  visit: number;
  /** What it stands at: a wait, a pause of the run, or messages that are held back. */
  kind: "wait" | "pause" | "held";
}

/** A run that is asked to go on in another version. */
export interface NewMove extends RunPlace {
  toVersionId: string;
  toBlock: string;
}

/**
 * Where running runs stand, their rows locked: at a wait that nothing has ended yet, or before a block
 * at which they are held back. One that stands nowhere is missing.
 */
export async function placesOfRuns(sql: Sql, runIds: readonly string[]): Promise<RunPlace[]> {
  return sql.query<RunPlace>(
    `with alive as (
       select id, version_id from runs
        where id = any($1::uuid[]) and status = 'running' order by id for no key update)
     select a.id as "runId", a.version_id as "versionId", p.block_id as "blockId", p.visit, p.kind
       from alive a cross join lateral (
         select s.block_id, s.visit, s.kind from (
           select block_id, visit, 'wait' as kind, 0 as rank from run_steps
            where run_id = a.id and ended_at is null and until > clock_timestamp()
              and not exists (select from run_signals g where g.run_id = a.id and g.kind = 'wake'
                                 and g.block_id = run_steps.block_id and g.visit = run_steps.visit)
           union all
           select block_id, visit, 'pause', 1 from paused_runs where run_id = a.id and held_at is not null
           union all
           select block_id, visit, 'held', 2 from pressure_waiting where run_id = a.id) s
          order by rank limit 1) p`,
    [runIds],
  );
}

/** Asks runs to go on elsewhere; the dispatcher tells them. An older wish of the same run is given up. */
export async function insertMoves(
  sql: Sql,
  actionId: string,
  moves: readonly NewMove[],
): Promise<void> {
  await sql.query(
    `with wished as (
       select * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::uuid[], $7::text[])
         as m (run_id, from_version_id, block_id, visit, version_id, to_block)),
     given_up as (
       update run_moves m set state = 'left', why = 'superseded', settled_at = clock_timestamp()
         from wished w where m.run_id = w.run_id and m.state = 'asked' and m.action_id <> $1),
     asked as (
       insert into run_moves (action_id, run_id, from_version_id, block_id, visit, version_id, to_block)
       select $1, run_id, from_version_id, block_id, visit, version_id, to_block from wished
       on conflict do nothing returning run_id)
     insert into run_signals (id, run_id, kind, event_id, asked_by, created_at)
     select make_uuid7(), run_id, 'move', $1, 'hand', clock_timestamp() from asked
     on conflict do nothing`,
    [
      actionId,
      moves.map(({ runId }) => runId),
      moves.map(({ versionId }) => versionId),
      moves.map(({ blockId }) => blockId),
      moves.map(({ visit }) => visit),
      moves.map(({ toVersionId }) => toVersionId),
      moves.map(({ toBlock }) => toBlock),
    ],
  );
}

/**
 * Gives runs that were never offered to Temporal another version: they begin there. One that was claimed
 * may have been started by a dispatcher that died.
 * @returns those that were moved
 */
export async function moveUnstarted(
  sql: Sql,
  actionId: string,
  runIds: readonly string[],
  toVersionId: string,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `with waiting as (
       select id, version_id from runs
        where id = any($2::uuid[]) and status = 'pending' and attempts = 0 and version_id <> $3
        order by id for update skip locked),
     moved as (
       update runs r
          set version_id = $3,
              lane = case when ${isPausedLane("r.lane")} then '${pausedLane}' else '' end || v.lane
         from waiting w, workflow_versions v where r.id = w.id and v.id = $3 returning r.id)
     insert into run_moves (action_id, run_id, from_version_id, version_id, state, settled_at)
     select $1, w.id, w.version_id, $3, 'moved', clock_timestamp()
       from waiting w join moved m on m.id = w.id
     on conflict do nothing returning run_id as id`,
    [actionId, runIds, toVersionId],
  );
  return rows.map(({ id }) => id);
}

export interface AskedMove {
  actionId: string;
  blockId: string;
  visit: number;
  toVersionId: string;
  toBlock: string;
  version: number;
  plan: WrittenPlan;
  state: "asked" | "moved";
}

/**
 * What a run was asked for last and has not refused; `moved`: an attempt before this one has noted it.
 * The run's row is locked by then.
 */
export async function askedMove(sql: Sql, runId: string): Promise<AskedMove | undefined> {
  const [row] = await sql.query<AskedMove>(
    `select m.action_id as "actionId", coalesce(m.block_id, '') as "blockId",
            coalesce(m.visit, 0) as visit, m.version_id as "toVersionId",
            coalesce(m.to_block, '') as "toBlock", m.state,
            v.number as version, v.plan
       from run_moves m join workflow_versions v on v.id = m.version_id
      where m.run_id = $1 and m.state in ('asked', 'moved') and m.block_id is not null
      order by m.asked_at desc, m.action_id desc limit 1`,
    [runId],
  );
  return row;
}

/** Notes that a run goes on in another version, and where an execution that begins anew does. */
export async function noteMoved(
  sql: Sql,
  move: { runId: string; actionId: string; versionId: string; cursor: RunCursor },
): Promise<void> {
  await sql.query(
    `with moved as (
       update run_moves set state = 'moved', settled_at = clock_timestamp()
        where run_id = $1 and action_id = $2),
     going as (update runs set version_id = $3 where id = $1)
     insert into run_cursors (run_id, cursor) values ($1, $4)
     on conflict (run_id) do update set cursor = excluded.cursor`,
    [move.runId, move.actionId, move.versionId, JSON.stringify(move.cursor)],
  );
}

/** Notes that a run was left where it was. */
export async function noteLeft(sql: Sql, runId: string, why: string): Promise<void> {
  await sql.query(
    `update run_moves set state = 'left', why = $2, settled_at = clock_timestamp()
      where run_id = $1 and state = 'asked'`,
    [runId, why],
  );
}

/** Ends the visit at which a run waited, as it goes on at another block. */
export async function leaveWait(
  sql: Sql,
  visit: { runId: string; blockId: string; visit: number },
  note: string,
): Promise<void> {
  await sql.query(
    `with closed as (
       update run_waits set closed_at = clock_timestamp()
        where run_id = $1 and block_id = $2 and visit = $3 and closed_at is null)
     update run_steps
        set ended_at = clock_timestamp(),
            outcome = outcome || jsonb_build_object(
              'note', coalesce(outcome ->> 'note', '') || '; ' || $4::text, 'moved', true)
      where run_id = $1 and block_id = $2 and visit = $3 and ended_at is null`,
    [visit.runId, visit.blockId, visit.visit, note],
  );
}

/** The plan of a version, by which it is told whether a run can go on there. */
export async function planOfVersion(sql: Sql, versionId: string): Promise<Plan | undefined> {
  const [row] = await sql.query<{ plan: Plan }>(
    "select plan from workflow_versions where id = $1",
    [versionId],
  );
  return row?.plan;
}

export interface PlannedVersion {
  id: string;
  number: number;
  plan: Plan;
}

/** A published version of a workflow, or the one that new runs get. */
export async function publishedVersion(
  sql: Sql,
  workflowId: string,
  wanted: number | "current",
): Promise<PlannedVersion | undefined> {
  const [row] = await sql.query<PlannedVersion>(
    `select v.id, v.number, v.plan from workflows w join workflow_versions v on v.workflow_id = w.id
      where w.id = $1 and v.number = coalesce($2::int, w.current_version) and not v.test`,
    [workflowId, wanted === "current" ? null : wanted],
  );
  return row;
}

/** What people call a version. */
export async function versionNumber(sql: Sql, versionId: string): Promise<number> {
  const [row] = await sql.query<{ number: number }>(
    "select number from workflow_versions where id = $1",
    [versionId],
  );
  return required(row, `the version ${versionId}`).number;
}

export interface MoveRow {
  fromVersion: number;
  toVersion: number;
  blockId: string | null;
  toBlock: string | null;
  at: Date;
  bulkActionId: string;
}

/** The times that a run was moved to another version, in their order. */
export async function movesOfRun(sql: Sql, runId: string): Promise<MoveRow[]> {
  return sql.query<MoveRow>(
    `select f.number as "fromVersion", t.number as "toVersion", m.block_id as "blockId",
            m.to_block as "toBlock", coalesce(m.settled_at, m.asked_at) as at, m.action_id as "bulkActionId"
       from run_moves m
       join workflow_versions f on f.id = m.from_version_id
       join workflow_versions t on t.id = m.version_id
      where m.run_id = $1 and m.state = 'moved' order by m.settled_at`,
    [runId],
  );
}

import { required } from "../../domain/required.ts";
import type { FanOutState } from "./fan-outs.ts";
import type { Sql } from "../core/database.ts";

/** A fan-out whose row is locked to the end of the transaction: its pages follow one another. */
export interface LockedFanOut {
  id: string;
  kind: "events" | "stops";
  state: FanOutState;
  workflowId: string | null;
  bindingId: string | null;
  segmentId: string | null;
  typeKey: string;
  keyValue: string;
  params: Record<string, unknown>;
  occurredAt: Date | null;
  hops: number;
  runId: string | null;
  blockId: string | null;
  visit: number | null;
  isWaitedFor: boolean;
  startedBefore: Date | null;
  keepVersionId: string | null;
  reason: string | null;
  total: number | null;
  cursor: string | null;
  stopRequested: string | null;
}

export async function lockFanOut(sql: Sql, id: string): Promise<LockedFanOut | undefined> {
  const [row] = await sql.query<LockedFanOut>(
    {
      name: "lock-fan-out",
      text: `select id, kind, state, workflow_id as "workflowId", binding_id as "bindingId",
                    segment_id as "segmentId", coalesce(type_key, '') as "typeKey",
                    coalesce(key_value, '') as "keyValue", params, occurred_at as "occurredAt", hops,
                    run_id as "runId", block_id as "blockId", visit,
                    is_waited_for as "isWaitedFor", started_before as "startedBefore",
                    keep_version_id as "keepVersionId", reason, total, cursor,
                    stop_requested as "stopRequested"
               from fan_outs where id = $1 for update`,
    },
    [id],
  );
  return row;
}

/** Which runs a fan-out stops. */
export interface RunsToStop {
  workflowId: string;
  startedBefore: Date;
  keepVersionId: string | null;
}

// A test is its author's: it goes on.
const toStop = `workflow_id = $1 and status in ('pending', 'running') and test is null and created_at <= $2
                and ($3::uuid is null or version_id <> $3)`;

export async function countRunsToStop(sql: Sql, which: RunsToStop): Promise<number> {
  const [row] = await sql.query<{ n: number }>(`select count(*) as n from runs where ${toStop}`, [
    which.workflowId,
    which.startedBefore,
    which.keepVersionId,
  ]);
  return required(row, "a count").n;
}

/** The ids of runs to stop behind one, in their order. */
export async function runsToStopBehind(
  sql: Sql,
  which: RunsToStop,
  behind: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from runs where ${toStop} and ($4::uuid is null or id > $4) order by id limit $5`,
    [which.workflowId, which.startedBefore, which.keepVersionId, behind, limit],
  );
  return rows.map(({ id }) => id);
}

/** Asks runs that have not ended to stop. @returns how many were not asked before */
export async function insertStops(
  sql: Sql,
  runIds: readonly string[],
  reason: string,
  askedBy: "workflow" | "hand" = "workflow",
): Promise<number> {
  const rows = await sql.query(
    {
      name: "insert-stops",
      text: `insert into run_signals (id, run_id, kind, reason, asked_by, created_at)
             select make_uuid7(), id, 'stop', $2, $3, clock_timestamp()
               from runs where id = any($1::uuid[]) and status in ('pending', 'running') order by id
             on conflict (run_id, kind, block_id, visit) where event_id is null do nothing
             returning 1`,
    },
    [runIds, reason, askedBy],
  );
  return rows.length;
}

/** Whether more than so many signals wait to be delivered. */
export async function moreSignalsWaitThan(sql: Sql, limit: number): Promise<boolean> {
  const [row] = await sql.query<{ n: number }>(
    "select count(*) as n from (select 1 from run_signals where state = 'pending' limit $1) as s",
    [limit + 1],
  );
  return required(row, "a count").n > limit;
}

export interface PageOutcome {
  cursor: string;
  done: number;
  launched: number;
  failed: number;
  error?: string;
}

export async function recordPage(sql: Sql, id: string, page: PageOutcome): Promise<void> {
  await sql.query(
    {
      name: "note-page",
      text: `update fan_outs
                set cursor = $2, done = done + $3, launched = launched + $4, failed = failed + $5,
                    error = coalesce($6, error)
              where id = $1`,
    },
    [id, page.cursor, page.done, page.launched, page.failed, page.error ?? null],
  );
}

export async function recordTotal(sql: Sql, id: string, total: number): Promise<void> {
  await sql.query("update fan_outs set total = $2 where id = $1", [id, total]);
}

/** Writes a fan-out's end, once, and goes on with the run that waits for it. @returns whether one does */
export async function endFanOut(
  sql: Sql,
  id: string,
  state: "done" | "stopped" | "failed",
  why: string | null,
): Promise<boolean> {
  const rows = await sql.query<{ woken: boolean }>(
    `with ended as (
       update fan_outs
          set state = $2, ended_at = clock_timestamp(), started_at = coalesce(started_at, clock_timestamp()),
              stop_requested = case $2 when 'stopped' then coalesce(stop_requested, $3) else stop_requested end,
              error = case $2 when 'failed' then $3 else error end
        where id = $1 and state in ('pending', 'running') returning *),
     woken as (
       insert into run_signals (id, run_id, kind, block_id, visit, asked_by, created_at)
       select make_uuid7(), run_id, 'wake', block_id, visit, 'workflow', clock_timestamp()
         from ended where is_waited_for and run_id is not null
       on conflict (run_id, kind, block_id, visit) where event_id is null do nothing returning 1)
     select exists (select from woken) as woken from ended`,
    [id, state, why],
  );
  return rows[0]?.woken === true;
}

/** Wakes the run that waits for a fan-out which has ended before the wait began. */
export async function wakeForEnded(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `insert into run_signals (id, run_id, kind, block_id, visit, asked_by, created_at)
     select make_uuid7(), run_id, 'wake', block_id, visit, 'workflow', clock_timestamp()
       from fan_outs
      where id = $1 and is_waited_for and run_id is not null and state not in ('pending', 'running')
     on conflict (run_id, kind, block_id, visit) where event_id is null do nothing`,
    [id],
  );
}

/** Why a binding starts nothing (any more), or null: what ends its fan-out. */
export async function isBindingInactive(sql: Sql, bindingId: string): Promise<string | null> {
  const [row] = await sql.query<{ enabled: boolean; status: string }>(
    {
      name: "binding-stands-still",
      text: `select b.enabled, w.status from bindings b join workflows w on w.id = b.workflow_id
              where b.id = $1`,
    },
    [bindingId],
  );
  if (row === undefined) return "its binding was deleted";
  if (row.status !== "active") return `its workflow is ${row.status}`;
  return row.enabled ? null : "its binding is switched off";
}

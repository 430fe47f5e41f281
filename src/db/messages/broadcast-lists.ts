import type { Sql } from "../core/database.ts";
import type { MessageState } from "./message-rows.ts";

/** Broadcasts as the API shows them, and what it changes of them. */

export type BroadcastState = "running" | "paused" | "held" | "ended" | "stopped";

export interface BroadcastListRow {
  id: string;
  workflowId: string;
  workflowName: string;
  runId: string;
  blockId: string;
  segmentId: string;
  /** Null: it was deleted. */
  segment: string | null;
  state: BroadcastState;
  total: number;
  skipped: number;
  createdAt: Date;
  pausedAt: Date | null;
  endedAt: Date | null;
}

const selection = `
  select b.id, r.workflow_id as "workflowId", w.name as "workflowName", b.run_id as "runId",
         b.block_id as "blockId", b.segment_id as "segmentId", s.name as segment,
         case when b.ended_at is not null then 'ended'
              when r.status not in ('pending', 'running') then 'stopped'
              when b.paused_at is not null then 'paused'
              when b.passed_at is not null or b.held_channel is not null then 'held' else 'running' end as state,
         b.total, b.skipped, b.created_at as "createdAt", b.paused_at as "pausedAt",
         b.ended_at as "endedAt"
    from broadcasts b
    join runs r on r.id = b.run_id
    join workflows w on w.id = r.workflow_id
    left join segments s on s.id = b.segment_id`;

export async function broadcastById(sql: Sql, id: string): Promise<BroadcastListRow | undefined> {
  const [row] = await sql.query<BroadcastListRow>(`${selection} where b.id = $1`, [id]);
  return row;
}

/** Newest first, behind a given one. */
export async function broadcastsBehind(
  sql: Sql,
  filter: { workflowId: string | null; state: BroadcastState | null },
  behind: { at: string; id: string } | null,
  limit: number,
): Promise<(BroadcastListRow & { createdAtExact: string })[]> {
  return sql.query(
    `select * from (${selection}) as b,
            lateral (select to_char(b."createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                         as "createdAtExact") as exact
      where ($1::uuid is null or b."workflowId" = $1) and ($2::text is null or b.state = $2)
        and ($3::timestamptz is null or (b."createdAt", b.id) < ($3, $4::uuid))
      order by b."createdAt" desc, b.id desc limit $5`,
    [filter.workflowId, filter.state, behind?.at ?? null, behind?.id ?? null, limit],
  );
}

export interface StateCount {
  channel: string;
  state: MessageState;
  count: number;
}

/** What has become of a broadcast's messages so far, of those that are no longer kept too. */
export async function messageCounts(sql: Sql, id: string): Promise<StateCount[]> {
  return sql.query<StateCount>(
    `select channel, state, sum(count)::int8 as count
       from (select channel, state, count(*) as count from messages
              where broadcast_id = $1 group by channel, state
             union all
             select channel, state, messages from forgotten_broadcast_messages where broadcast_id = $1) c
      group by channel, state order by channel, state`,
    [id],
  );
}

/** @returns false where it is paused already, or has ended */
export async function pauseBroadcast(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    `update broadcasts b set paused_at = clock_timestamp()
       from runs r
      where b.id = $1 and r.id = b.run_id and r.status in ('pending', 'running')
        and b.paused_at is null and b.ended_at is null returning 1`,
    [id],
  );
  return rows.length > 0;
}

/**
 * Has a broadcast go on: its run is woken, which waits at its block.
 *
 * @param cause tells this wake from others of the same block
 * @returns false where it is not paused
 */
export async function resumeBroadcast(sql: Sql, id: string, cause: string): Promise<boolean> {
  const rows = await sql.query(
    `with resumed as (
       update broadcasts set paused_at = null
        where id = $1 and paused_at is not null and ended_at is null
       returning run_id, block_id, visit),
     woken as (
       insert into run_signals (id, run_id, kind, event_id, block_id, visit, asked_by, created_at)
       select make_uuid7(), run_id, 'wake', $2, block_id, visit, 'rule', clock_timestamp() from resumed
       on conflict do nothing)
     select 1 from resumed`,
    [id, cause],
  );
  return rows.length > 0;
}

import { bulkInsert } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export type FanOutCause = "event" | "schedule" | "block" | "pause" | "archive" | "publish";
export type FanOutState = "pending" | "running" | "done" | "stopped" | "failed";

/** An event for each member of a segment. */
export interface NewEventFanOut {
  id: string;
  cause: FanOutCause;
  workflowId: string;
  /** The events decide this binding only; null: all that is bound to their type. */
  bindingId: string | null;
  segmentId: string;
  segment: string;
  typeKey: string;
  keyValue: string;
  params: Record<string, unknown>;
  occurredAt: Date | null;
  hops: number;
  eventId: string | null;
  /** The visit of a block that started it, and whether its run waits for the end. */
  step: { runId: string; blockId: string; visit: number } | null;
  isWaitedFor: boolean;
  scheduledAt: Date | null;
}

const insertion = bulkInsert<NewEventFanOut>(
  "fan_outs",
  {
    id: ["uuid", ({ id }) => id],
    cause: ["text", ({ cause }) => cause],
    workflow_id: ["uuid", ({ workflowId }) => workflowId],
    binding_id: ["uuid", ({ bindingId }) => bindingId],
    segment_id: ["uuid", ({ segmentId }) => segmentId],
    segment: ["text", ({ segment }) => segment],
    type_key: ["text", ({ typeKey }) => typeKey],
    key_value: ["text", ({ keyValue }) => keyValue],
    params: ["jsonb", ({ params }) => JSON.stringify(params)],
    occurred_at: ["timestamptz", ({ occurredAt }) => occurredAt],
    hops: ["int", ({ hops }) => hops],
    event_id: ["uuid", ({ eventId }) => eventId],
    run_id: ["uuid", ({ step }) => step?.runId ?? null],
    block_id: ["text", ({ step }) => step?.blockId ?? null],
    visit: ["int", ({ step }) => step?.visit ?? null],
    is_waited_for: ["bool", ({ isWaitedFor }) => isWaitedFor],
    scheduled_at: ["timestamptz", ({ scheduledAt }) => scheduledAt],
  },
  { fixed: { kind: "'events'" } },
);

/** Writes fan-outs; one that is there already stays as it is. @returns how many are new */
export async function insertFanOuts(sql: Sql, fanOuts: readonly NewEventFanOut[]): Promise<number> {
  if (fanOuts.length === 0) return 0;
  const rows = await sql.query(
    {
      name: "insert-fan-outs",
      text: `${insertion.text} on conflict (id) do nothing returning id`,
    },
    insertion.values(fanOuts),
  );
  return rows.length;
}

/** A stop for each run of a workflow that is in progress now, but those of one version. */
export async function insertStopFanOut(
  sql: Sql,
  stops: {
    id: string;
    cause: FanOutCause;
    workflowId: string;
    keepVersionId: string | null;
    reason: string;
  },
): Promise<void> {
  await sql.query(
    `insert into fan_outs (id, kind, cause, workflow_id, keep_version_id, reason, started_before)
     values ($1, 'stops', $2, $3, $4, $5, clock_timestamp())`,
    [stops.id, stops.cause, stops.workflowId, stops.keepVersionId, stops.reason],
  );
}

export interface FanOutRow {
  id: string;
  kind: "events" | "stops";
  cause: FanOutCause;
  workflowId: string | null;
  workflowName: string | null;
  bindingId: string | null;
  segmentId: string | null;
  segment: string | null;
  typeKey: string | null;
  eventId: string | null;
  runId: string | null;
  blockId: string | null;
  scheduledAt: Date | null;
  state: FanOutState;
  total: number | null;
  done: number;
  launched: number;
  failed: number;
  reason: string | null;
  stopRequested: string | null;
  error: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

const selection = `
  select f.id, f.kind, f.cause, f.workflow_id as "workflowId", w.name as "workflowName",
         f.binding_id as "bindingId", f.segment_id as "segmentId", f.segment,
         f.type_key as "typeKey", f.event_id as "eventId", f.run_id as "runId",
         f.block_id as "blockId", f.scheduled_at as "scheduledAt", f.state, f.total, f.done,
         f.launched, f.failed, f.reason, f.stop_requested as "stopRequested", f.error,
         f.created_at as "createdAt", f.started_at as "startedAt", f.ended_at as "endedAt"
    from fan_outs f left join workflows w on w.id = f.workflow_id`;

export async function fanOutById(sql: Sql, id: string): Promise<FanOutRow | undefined> {
  const [row] = await sql.query<FanOutRow>(`${selection} where f.id = $1`, [id]);
  return row;
}

/** Newest first, behind a given one. The id of a schedule's is no time, so the time pages. */
export async function fanOutsBehind(
  sql: Sql,
  filter: { workflowId: string | null; state: FanOutState | null },
  behind: { at: string; id: string } | null,
  limit: number,
): Promise<(FanOutRow & { createdAtExact: string })[]> {
  return sql.query(
    `select * from (${selection}) as f,
            lateral (select to_char(f."createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                         as "createdAtExact") as exact
      where ($1::uuid is null or f."workflowId" = $1) and ($2::text is null or f.state = $2)
        and ($3::timestamptz is null or (f."createdAt", f.id) < ($3, $4::uuid))
      order by f."createdAt" desc, f.id desc limit $5`,
    [filter.workflowId, filter.state, behind?.at ?? null, behind?.id ?? null, limit],
  );
}

/** Asks a fan-out to end before its next page. @returns false when it has ended or was asked before */
export async function requestFanOutStop(sql: Sql, id: string, reason: string): Promise<boolean> {
  const rows = await sql.query(
    `update fan_outs set stop_requested = $2
      where id = $1 and state in ('pending', 'running') and stop_requested is null returning 1`,
    [id, reason],
  );
  return rows.length > 0;
}

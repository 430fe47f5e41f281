import type { Sql } from "../core/database.ts";

/** Which runs are counted: those of a workflow (or of one version) that were created in a period. */
export interface StatisticsScope {
  workflowId: string;
  from: Date;
  to: Date;
  /** Null for those of all versions. */
  versionId: string | null;
}

/**
 * From when on a workflow's runs can be counted; null when all in the period are. Those before are too
 * many, or some of them, or of what they did, are gone.
 * @param most so many are counted for one question: the newest
 */
export async function countableSince(
  sql: Sql,
  { workflowId, from, to }: Omit<StatisticsScope, "versionId">,
  most: number,
): Promise<Date | null> {
  const [row] = await sql.query<{ since: Date | null }>(
    `select greatest(
       (select created_at from runs
         where workflow_id = $1 and id >= uuid7_floor($2::timestamptz) and id < uuid7_floor($3::timestamptz)
         order by id desc offset $4 limit 1),
       (select max(whole_since) from retention_marks
         where kind in ('runs', 'journals', 'messages') and whole_since > $2::timestamptz
           and exists (select from workflows where id = $1 and created_at < whole_since)))
       as since`,
    [workflowId, from, to, most],
  );
  return row?.since ?? null;
}

/** Test launches count nowhere. The id's bounds let the index be skipped, as in lists of runs. */
const scoped = `r.workflow_id = $1 and r.test is null
  and r.created_at >= $2 and r.id >= uuid7_floor($2::timestamptz - interval '1 hour')
  and r.created_at < $3 and r.id < uuid7_floor($3::timestamptz + interval '1 hour')
  and ($4::uuid is null or r.version_id = $4)`;

function values({ workflowId, from, to, versionId }: StatisticsScope): unknown[] {
  return [workflowId, from, to, versionId];
}

export interface RunStatistics {
  status: "pending" | "running" | "completed" | "failed" | "stopped";
  startBlock: string;
  runs: number;
  /** Those that have left the start. */
  started: number;
}

/** Runs by status and by the start block of their version. */
export function countRuns(sql: Sql, scope: StatisticsScope): Promise<RunStatistics[]> {
  return sql.query<RunStatistics>(
    `select c.status, coalesce(b.id, '') as "startBlock", sum(c.runs)::int as runs,
            sum(c.started)::int as started
       from (select r.version_id, r.status, count(*) as runs,
                    count(*) filter (where r.started_at is not null or r.retries > 0) as started
               from runs r where ${scoped} group by 1, 2) c
       join workflow_versions v on v.id = c.version_id
       left join lateral (
         select e ->> 'id' as id from jsonb_array_elements(v.definition -> 'blocks') e
          where e ->> 'kind' = 'start' limit 1) b on true
      group by 1, 2`,
    values(scope),
  );
}

export interface VisitStatistics {
  blockId: string;
  /** Empty: it leads nowhere (an end). */
  branch: string;
  /** Runs, whichever way they went on. */
  entered: number;
  waiting: number;
  done: number;
  /** Runs that left by this branch. */
  went: number;
  /** Visits at which a message was not to be sent. */
  skipped: number;
}

/**
 * Runs by block and by the way they left it. The journal has a row for each visit: the first of a
 * block is what counts a run once. A visit that a stop or a goal cut short was not left.
 */
export function countVisits(
  sql: Sql,
  scope: StatisticsScope,
  sendingKinds: readonly string[],
): Promise<VisitStatistics[]> {
  return sql.query<VisitStatistics>(
    `select block_id as "blockId", branch,
            count(*) filter (where visit = 1)::int as entered,
            count(*) filter (where is_open)::int as waiting,
            count(*) filter (where visit = 1 and is_left)::int as done,
            count(*) filter (where is_left and not goal and branch <> '' and case when visit = 1 then true else
              not exists (select from run_steps p where p.run_id = v.run_id and p.block_id = v.block_id
                             and p.visit < v.visit and p.branch = v.branch) end)::int as went,
            count(*) filter (where case when kind = any($5::text[]) then outcome ->> 'state' = 'not sent' end)::int
              as skipped
       from (select s.run_id, s.block_id, s.visit, s.branch, s.kind, s.goal, s.outcome,
                    s.ended_at is null and s.until > now() and r.status = 'running' as is_open,
                    s.ended_at is not null
                      and not coalesce(s.until > s.ended_at and s.ended_at >= r.ended_at
                                       and (r.status = 'stopped' or r.goal_block is not null), false) as is_left
               from runs r join run_steps s on s.run_id = r.id where ${scoped}) v
      group by 1, 2`,
    [...values(scope), sendingKinds],
  );
}

export interface MessageStatistics {
  blockId: string;
  queued: number;
  sent: number;
  failed: number;
  unknown: number;
  delivered: number;
  bounced: number;
  opened: number;
  clicked: number;
}

/** Messages by block. Who clicked has opened, though the mail program kept its picture back. */
export function countMessages(sql: Sql, scope: StatisticsScope): Promise<MessageStatistics[]> {
  return sql.query<MessageStatistics>(
    `select m.block_id as "blockId",
            count(*) filter (where m.state in ('queued', 'sending', 'held'))::int as queued,
            count(*) filter (where m.state = 'sent')::int as sent,
            count(*) filter (where m.state = 'failed')::int as failed,
            count(*) filter (where m.state = 'unknown')::int as unknown,
            count(*) filter (where m.delivered_at is not null)::int as delivered,
            count(*) filter (where m.undelivered_at is not null and m.delivered_at is null)::int as bounced,
            count(*) filter (where m.opens > 0 or m.clicks > 0)::int as opened,
            count(*) filter (where m.clicks > 0)::int as clicked
       from runs r join messages m on m.run_id = r.id where ${scoped} group by 1`,
    values(scope),
  );
}

/** Members of segments that messages to a whole segment left out. */
export function countSkippedMembers(
  sql: Sql,
  scope: StatisticsScope,
): Promise<{ blockId: string; skipped: number }[]> {
  return sql.query(
    `select b.block_id as "blockId", sum(b.skipped)::int as skipped
       from broadcasts b join runs r on r.id = b.run_id where ${scoped} group by 1`,
    values(scope),
  );
}

export interface UnjournaledStatistics {
  blockId: string;
  /** At it now, with something in progress that leaves the house. */
  waiting: number;
  failed: number;
  /** Runs that the journal knows nothing of at this block, as they never left it. */
  entered: number;
}

/** What the journal does not show, as a visit is written at its end: sends and calls in progress, and failures. */
export function countUnjournaled(
  sql: Sql,
  scope: StatisticsScope,
): Promise<UnjournaledStatistics[]> {
  return sql.query<UnjournaledStatistics>(
    `select u.block_id as "blockId",
            count(*) filter (where not u.failed)::int as waiting,
            count(*) filter (where u.failed)::int as failed,
            count(*) filter (where not exists (
              select from run_steps s where s.run_id = u.run_id and s.block_id = u.block_id))::int as entered
       from (select r.id as run_id, r.error ->> 'block' as block_id, true as failed
               from runs r where ${scoped} and r.status = 'failed' and r.error ->> 'block' is not null
             union
             select r.id, o.block_id, false
               from (select run_id, block_id from messages
                      where state in ('queued', 'sending', 'held') and broadcast_id is null
                     union all select run_id, block_id from webhook_calls
                     union all select run_id, block_id from broadcasts where ended_at is null) o
               join runs r on r.id = o.run_id
              where ${scoped} and r.status = 'running') u
      group by 1`,
    values(scope),
  );
}

import type { Sql } from "../core/database.ts";

/** A fan-out to be started on Temporal. */
export interface ClaimedFanOut {
  id: string;
  workflowId: string | null;
  summary: string;
  attempts: number;
}

/** Claims pending fan-outs, oldest first, as runs are claimed. */
export function claimFanOuts(
  sql: Sql,
  limit: number,
  leaseSeconds: number,
): Promise<ClaimedFanOut[]> {
  return sql.query<ClaimedFanOut>(
    {
      name: "claim-fan-outs",
      text: `with claimed as (
               select id from fan_outs
                where state = 'pending' and (lease_until is null or lease_until < now())
                order by id limit $1 for update skip locked)
             update fan_outs f
                set lease_until = now() + make_interval(secs => $2), attempts = attempts + 1
               from claimed c where f.id = c.id
             returning f.id, f.workflow_id as "workflowId", f.attempts,
                       case f.kind when 'stops' then 'Stop the runs of a workflow'
                                   else 'To each member of ' || coalesce(f.segment, '') end as summary`,
    },
    [limit, leaseSeconds],
  );
}

/** Notes a fan-out that Temporal has taken; one that has ended already stays as it is. */
export async function markFanOutStarted(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update fan_outs
        set state = case state when 'pending' then 'running' else state end,
            started_at = coalesce(started_at, clock_timestamp()), lease_until = null
      where id = $1`,
    [id],
  );
}

export async function markFanOutNotStarted(
  sql: Sql,
  id: string,
  error: string,
  waitSeconds: number,
): Promise<void> {
  await sql.query(
    `update fan_outs set lease_until = now() + make_interval(secs => $3), error = $2
      where id = $1 and state = 'pending'`,
    [id, error, waitSeconds],
  );
}

/** Running fan-outs that were last compared with Temporal before a time. */
export async function fanOutsToCheck(sql: Sql, before: Date, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from fan_outs
      where state = 'running' and coalesce(checked_at, started_at) < $1
      order by coalesce(checked_at, started_at) limit $2`,
    [before, limit],
  );
  return rows.map(({ id }) => id);
}

export async function markFanOutsChecked(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.query("update fan_outs set checked_at = clock_timestamp() where id = any($1::uuid[])", [
    ids,
  ]);
}

/** Puts a fan-out that Temporal does not know back in the queue: it goes on at its cursor. */
export async function requeueFanOut(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    `update fan_outs set state = 'pending', attempts = 0, lease_until = null
      where id = $1 and state = 'running' returning 1`,
    [id],
  );
  return rows.length > 0;
}

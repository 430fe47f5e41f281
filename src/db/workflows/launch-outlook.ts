import type { Sql } from "../core/database.ts";

/** How many gates, or runs, are looked at: what is counted of more than these reads "at least". */
export const maxLookedAt = 50_000;

export interface GateCounts {
  /** Subjects that may not start now. */
  heldBack: number;
  /** Of these, those that were launched too long ago for the new frequency to hold them back. */
  startAgain: number;
  /** Subjects that may start now, and would not under the new frequency. */
  wait: number;
  looked: number;
}

/**
 * What a new frequency does to those that a binding has launched. Whoever was launched since
 * `closedSince` is held back by it; null: nobody is.
 */
export async function gateCounts(
  sql: Sql,
  bindingId: string,
  now: Date,
  closedSince: Date | null,
): Promise<GateCounts> {
  const [row] = await sql.query<GateCounts>(
    `select count(*) filter (where is_closed)::float8 as "heldBack",
            count(*) filter (where is_closed and not closes)::float8 as "startAgain",
            count(*) filter (where closes and not is_closed)::float8 as wait,
            count(*)::float8 as looked
       from (select next_allowed_at > $2 as is_closed,
                    coalesce(launched_at >= $3::timestamptz, false) as closes
               from launch_gates where binding_id = $1 limit $4) g`,
    [bindingId, now, closedSince, maxLookedAt + 1],
  );
  if (row === undefined) throw new Error("a count answered nothing");
  return row;
}

/**
 * How many contacts, or event keys, a binding has launched since a time, by its latest runs; of contacts
 * also by gates, which remember those whose runs are gone.
 */
export async function launchedSince(
  sql: Sql,
  binding: { id: string; workflowId: string },
  subject: "contact" | "key",
  since: Date,
): Promise<{ subjects: number; looked: number }> {
  const [row] = await sql.query<{ subjects: number; looked: number }>(
    `select count(distinct case when $4 = 'contact' then contact_id::text else event_key end)::float8 as subjects,
            count(*)::float8 as looked
       from ((select contact_id, event_key from runs
               where workflow_id = $1 and binding_id = $2 and created_at >= $3
                 and id >= uuid7_floor($3 - interval '1 hour')
               order by id desc limit $5)
             union all
             (select subject, '' from launch_gates
               where $4 = 'contact' and binding_id = $2 and launched_at >= $3
                 and launched_at < (select whole_since from retention_marks where kind = 'runs') limit $5)) r`,
    [binding.workflowId, binding.id, since, subject, maxLookedAt + 1],
  );
  if (row === undefined) throw new Error("a count answered nothing");
  return row;
}

import type { Sql } from "../core/database.ts";

/** Counting ends here: more is "100,000 or more". */
export const mostDue = 100_000;

/** Events that a retention would forget: those of partitions that are due as a whole. */
export async function countDueEvents(sql: Sql, before: Date): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from (
       select from events
        where id < uuid7_floor(coalesce((select max(until) from event_partitions where until <= $1), 'epoch'))
        limit ${mostDue}) e`,
    [before],
  );
  return row?.count ?? 0;
}

/** Runs that have ended before a time and were not forgotten. */
export async function countDueRuns(sql: Sql, before: Date): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from (
       select from runs r where ended_at < $1
          and not exists (select from broadcasts b where b.run_id = r.id) limit ${mostDue}) r`,
    [before],
  );
  return row?.count ?? 0;
}

/** Runs that have ended since a kind's mark and before a time: what they have left of it goes. */
export async function countRunsToGo(
  sql: Sql,
  kind: "journals" | "messages" | "messageContents",
  before: Date,
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from (
       select from runs r, retention_marks m
        where m.kind = $1 and r.ended_at > m.ended_at and r.ended_at < $2 and r.status <> 'failed'
        limit ${mostDue}) r`,
    [kind, before],
  );
  return row?.count ?? 0;
}

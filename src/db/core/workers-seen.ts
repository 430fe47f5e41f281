import type { Sql } from "./database.ts";

/** Whether a worker has given a sign of life within the last seconds. */
export async function workerSeenWithin(sql: Sql, seconds: number): Promise<boolean> {
  const rows = await sql.query(
    "select 1 from workers where seen_at > now() - make_interval(secs => $1) limit 1",
    [seconds],
  );
  return rows.length > 0;
}

export async function canQuery(sql: Sql): Promise<boolean> {
  return (await sql.query("select 1")).length === 1;
}

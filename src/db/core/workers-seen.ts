import type { Sql } from "./database.ts";

/** Whether a worker has given a sign of life within the last seconds. */
export async function workerSeenWithin(sql: Sql, seconds: number): Promise<boolean> {
  const rows = await sql.query(
    "select 1 from workers where seen_at > now() - make_interval(secs => $1) limit 1",
    [seconds],
  );
  return rows.length > 0;
}

export interface WorkerRow {
  id: string;
  /** Null: a release before 0092. */
  version: string | null;
  build: string | null;
  startedAt: Date;
  seenAt: Date;
  /** By Postgres' clock. */
  silentSeconds: number;
}

/** Those that have given a sign of life within the last day and did not end in order, the oldest first. */
export async function listWorkers(sql: Sql): Promise<WorkerRow[]> {
  return sql.query<WorkerRow>(
    `select id, version, build, started_at as "startedAt", seen_at as "seenAt",
            greatest(0, extract(epoch from clock_timestamp() - seen_at))::float8 as "silentSeconds"
       from workers order by started_at, id limit 200`,
  );
}

export async function canQuery(sql: Sql): Promise<boolean> {
  return (await sql.query("select 1")).length === 1;
}

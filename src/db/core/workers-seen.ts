import type { WorkerStanding } from "../../domain/process-standing.ts";
import type { Sql } from "./database.ts";

/** When a worker has given a sign of life last, and how long ago that is by Postgres' clock. */
export async function newestSignOfLife(
  sql: Sql,
): Promise<{ seenAt: Date; silentSeconds: number } | undefined> {
  const [row] = await sql.query<{ seenAt: Date; silentSeconds: number }>(
    `select seen_at as "seenAt",
            greatest(0, extract(epoch from clock_timestamp() - seen_at))::float8 as "silentSeconds"
       from workers order by seen_at desc limit 1`,
  );
  return row;
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
  /** Null: a release before 0111. */
  standing: WorkerStanding | null;
}

/** Those that have given a sign of life within the last day and did not end in order, the oldest first. */
export async function listWorkers(sql: Sql): Promise<WorkerRow[]> {
  return sql.query<WorkerRow>(
    `select id, version, build, started_at as "startedAt", seen_at as "seenAt",
            greatest(0, extract(epoch from clock_timestamp() - seen_at))::float8 as "silentSeconds",
            standing
       from workers order by started_at, id limit 200`,
  );
}

export async function canQuery(sql: Sql): Promise<boolean> {
  return (await sql.query("select 1")).length === 1;
}

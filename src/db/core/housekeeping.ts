import type { WorkerStanding } from "../../domain/process-standing.ts";
import type { Sql } from "./database.ts";

/**
 * Says that a worker is alive; /readyz looks for one. Rows of workers long gone are removed.
 * @param about what it tells of itself; a container that comes back may have the id of the one before
 */
export async function recordWorkerHeartbeat(
  sql: Sql,
  id: string,
  about: {
    version: string;
    build: string;
    startedAt: Date;
    standing: WorkerStanding;
  } | null = null,
): Promise<void> {
  await sql.query(
    `insert into workers (id, version, build, started_at, standing)
     values ($1, $2, $3, coalesce($4::timestamptz, now()), $5::jsonb)
     on conflict (id) do update
       set seen_at = now(), version = coalesce($2, workers.version),
           build = coalesce($3, workers.build), started_at = coalesce($4, workers.started_at),
           standing = coalesce($5, workers.standing)`,
    [
      id,
      about?.version ?? null,
      about?.build ?? null,
      about?.startedAt ?? null,
      about === null ? null : JSON.stringify(about.standing),
    ],
  );
  await sql.query("delete from workers where seen_at < now() - interval '1 day'");
}

export async function removeWorker(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from workers where id = $1", [id]);
}

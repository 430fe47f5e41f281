import type { Sql } from "./database.ts";

/** Says that a worker is alive; /readyz looks for one. Rows of workers long gone are removed. */
export async function recordWorkerHeartbeat(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `insert into workers (id) values ($1) on conflict (id) do update set seen_at = now()`,
    [id],
  );
  await sql.query("delete from workers where seen_at < now() - interval '1 day'");
}

export async function removeWorker(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from workers where id = $1", [id]);
}

/** Makes the partitions of this month and the next two. */
export async function ensurePartitions(sql: Sql): Promise<void> {
  await sql.query("call ensure_event_partitions(2)");
}

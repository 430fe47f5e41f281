import type { Sql } from "./database.ts";

/** Says that a worker is alive; /readyz looks for one. Rows of workers long gone are removed. */
export async function noteWorkerAlive(sql: Sql, id: string): Promise<void> {
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

/** Forgets message ids after `days` (some at a time), sign-ins that are over, and counts of days long past. */
export async function prune(sql: Sql, days: number): Promise<void> {
  await sql.query(
    `delete from event_receipts where message_id in (
       select message_id from event_receipts where received_at < now() - make_interval(days => $1)
        order by received_at limit 10000)`,
    [days],
  );
  await sql.query("delete from browser_sessions where expires_at < now()");
  await sql.query("delete from event_type_days where day < current_date - 90");
  await sql.query("delete from sign_in_codes where expires_at < now()");
}

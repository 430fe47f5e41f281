import type { Sql } from "./database.ts";

/** Says which sessions have had a transaction open for so long, the oldest first: who may hold a lock. */
export async function longTransactions(sql: Sql, seconds: number): Promise<string> {
  const rows = await sql.query<{ pid: number; name: string; state: string; open: number }>(
    `select coalesce(pid, 0) as pid, coalesce(nullif(application_name, ''), usename::text, '') as name,
            coalesce(state, '') as state, extract(epoch from now() - xact_start)::int as open
       from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and xact_start < now() - make_interval(secs => $1)
      order by xact_start limit 3`,
    [seconds],
  );
  if (rows.length === 0) return "Whoever held it is gone by now.";
  const each = rows.map(
    ({ pid, name, state, open }) => `process ${pid} (${name}, ${state}) for ${open} s`,
  );
  return `Open transactions of others: ${each.join("; ")}.`;
}

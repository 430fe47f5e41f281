import type { Sql } from "./database.ts";

/** True for the first transaction ever that asks; a second one waits for its end. */
export async function claimFirstStart(sql: Sql): Promise<boolean> {
  const rows = await sql.query(
    `insert into settings (key, value) values ('firstStart', jsonb_build_object('at', now()))
     on conflict (key) do nothing returning 1`,
  );
  return rows.length > 0;
}

import type { Sql } from "./database.ts";

/** What Postgres's clock says: it decides every window. */
export async function serverTime(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ at: Date }>("select clock_timestamp() as at");
  if (row === undefined) throw new Error("Postgres told no time");
  return row.at;
}

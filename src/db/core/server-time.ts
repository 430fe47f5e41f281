import type { Sql } from "./database.ts";

/** What Postgres's clock says: it decides every window. */
export async function serverTime(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ at: Date }>("select clock_timestamp() as at");
  return row?.at ?? new Date(Number.NaN);
}

import type { Sql } from "../core/database.ts";
import { timeOfId } from "../core/id-times.ts";

/** When the first run at or after a time was made, by its id; and what is to be added to that. */
export async function firstRun(sql: Sql, since: Date, addMs = 0): Promise<Date | null> {
  const [run] = await sql.query<{ id: string }>(
    "select id from runs where id >= uuid7_floor($1::timestamptz) order by id limit 1",
    [since],
  );
  return run === undefined ? null : new Date(timeOfId(run.id) + addMs);
}

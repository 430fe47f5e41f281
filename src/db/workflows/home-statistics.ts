import type { Sql } from "../core/database.ts";

/** Counting ends here: the home page must stay quick on a table of millions. */
export const maxCounted = 100_000;

/** Events and runs since midnight UTC, each up to `maxCounted`. Ids sort by time. */
export async function countsOfToday(sql: Sql): Promise<{ events: number; runs: number }> {
  const count = (table: "events" | "runs") => `
    (select count(*)::int from (
       select 1 from ${table} where id >= uuid7_floor(date_trunc('day', now(), 'UTC'))
        ${table === "runs" ? "and test is null" : ""} limit ${maxCounted}) as c)`;
  const [row] = await sql.query<{ events: number; runs: number }>(
    `select ${count("events")} as events, ${count("runs")} as runs`,
  );
  return row ?? { events: 0, runs: 0 };
}

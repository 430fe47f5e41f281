import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/**
 * Makes transactions that start and stop runs of the same contact (or event key) follow one
 * another, so that a stop sees every start before it. Locked in sorted order, held to the end.
 * @returns the time after the locks: everything decided before them has an earlier one
 */
export async function lockSubjects(sql: Sql, subjects: readonly string[]): Promise<Date> {
  await sql.query(
    {
      name: "lock-subjects",
      text: `select pg_advisory_xact_lock(lock) from (
               select distinct hashtextextended(s, 20) as lock from unnest($1::text[]) as s order by 1) as l`,
    },
    [subjects],
  );
  const rows = await sql.query<{ now: Date }>({
    name: "time-after-locks",
    text: "select date_trunc('milliseconds', clock_timestamp()) as now",
  });
  return required(rows[0], "the time").now;
}

import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/**
 * Reserves `count` sends of a channel that may send `perSecond`, behind those that other workers
 * have reserved.
 * @returns how many milliseconds until the first of them
 */
export async function reserveSends(
  sql: Sql,
  channel: string,
  count: number,
  perSecond: number,
): Promise<number> {
  const [row] = await sql.query<{ wait: number }>(
    {
      name: "reserve-sends",
      text: `insert into send_rates as r (channel, next_at)
             values ($1, clock_timestamp() + make_interval(secs => $2::float8))
             on conflict (channel) do update
               set next_at = greatest(r.next_at, clock_timestamp()) + make_interval(secs => $2::float8)
             returning extract(epoch from next_at - clock_timestamp())::float8 - $2::float8 as wait`,
    },
    [channel, count / perSecond],
  );
  return Math.max(0, required(row, "the rate of a channel").wait * 1_000);
}

import { countStep, earlier } from "../core/counting.ts";
import type { Database, Sql } from "../core/database.ts";
import { firstEvent } from "../events/event-days.ts";

/** @returns whether there may be more to count */
export function countOneHour(db: Database): Promise<boolean> {
  return countStep(db, {
    mark: "hourly_count_mark",
    unit: "hour",
    behindMs: 120_000,
    first: async (sql, since) =>
      earlier(await firstEvent(sql, since), await firstMessage(sql, since)),
    count: (sql, { since, until }) =>
      sql.query(
        `insert into hourly_counts (hour, kind, label, amount)
         select date_trunc('hour', $1::timestamptz, 'UTC'), kind, label, amount
           from (select 'event' as kind, '' as label, count(*) as amount from events
                  where id >= uuid7_floor($1::timestamptz) and id < uuid7_floor($2::timestamptz)
                 union all
                 select 'decision', outcome, count(*) from event_decisions
                  where event_id >= uuid7_floor($1::timestamptz) and event_id < uuid7_floor($2::timestamptz)
                  group by outcome
                 union all
                 select 'message', channel, count(*) from messages
                  where queued_at >= $1 and queued_at < $2 and not test group by channel) as counted
          where amount > 0
         on conflict (hour, kind, label) do update set amount = hourly_counts.amount + excluded.amount`,
        [since, until],
      ),
  });
}

async function firstMessage(sql: Sql, since: Date): Promise<Date | null> {
  const [message] = await sql.query<{ at: Date }>(
    `select queued_at as at from messages where queued_at >= $1 order by queued_at, id limit 1`,
    [since],
  );
  return message?.at ?? null;
}

/** A series of the home page, by what its counts are of. */
export type CountedKind = "event" | "decision" | "message" | "failure";

export interface CountOfTime {
  /** Where the hour or day (UTC) begins. */
  at: Date;
  kind: CountedKind;
  label: string;
  amount: number;
  /** Behind the mark: looked at just now, and at no more of a kind in an hour than `mostUncounted`. */
  isUncounted: boolean;
}

/** More of one kind since the mark are not looked at while somebody waits. */
export const mostUncounted = 20_000;
/** Nor is anything where the mark is older, as it is where no worker runs. */
export const uncountedMs = 15 * 60_000;

/** So many of the newest failures are looked at: of more than that the oldest are missing. */
const mostFailures = 20_000;

/**
 * Counts by hour or day, the oldest first; failures are of messages and runs, by when these were made.
 * What came since the mark is looked at in the same statement, so that nothing is in both.
 */
export function countsOverTime(
  sql: Sql,
  { from, unit, now }: { from: Date; unit: "hour" | "day"; now: Date },
): Promise<CountOfTime[]> {
  return sql.query<CountOfTime>(
    `with uncounted as (
       select hours.at as hour, hours.at + interval '1 hour' as until,
              greatest(hours.at, mark.counted_to) as since
         from hourly_count_mark as mark
        cross join generate_series(date_trunc('hour', mark.counted_to, 'UTC'), $4::timestamptz,
                                   interval '1 hour') as hours (at)
        where mark.counted_to > $6::timestamptz
     ), newest as (
       select u.hour, 'event' as kind, '' as label
         from uncounted as u
        cross join lateral (select 1 from events
                             where id >= uuid7_floor(u.since) and id < uuid7_floor(u.until)
                             limit $5) as e
       union all
       select u.hour, 'decision', d.outcome
         from uncounted as u
        cross join lateral (select outcome from event_decisions
                             where event_id >= uuid7_floor(u.since) and event_id < uuid7_floor(u.until)
                             limit $5) as d
       union all
       select u.hour, 'message', m.channel
         from uncounted as u
        cross join lateral (select channel from messages
                             where queued_at >= u.since and queued_at < u.until and not test
                             limit $5) as m
     )
     select date_trunc($2, hour, 'UTC') as at, kind, label, sum(amount)::float8 as amount,
            false as "isUncounted"
       from hourly_counts where hour >= $1 group by 1, 2, 3
     union all
     select date_trunc($2, hour, 'UTC'), kind, label, count(*)::float8, true
       from newest group by 1, 2, 3
     union all
     select date_trunc($2, failed.at, 'UTC'), 'failure', failed.label, count(*)::float8, false
       from (select * from (
               select queued_at as at, 'message' as label from messages
                where state = 'failed' and queued_at >= $1 and not test
                order by queued_at desc, id desc limit $3) as m
             union all
             select * from (
               select created_at, 'run' from runs
                where status = 'failed' and id >= uuid7_floor($1::timestamptz) and test is null
                order by id desc limit $3) as r) as failed
      group by 1, 2, 3
      order by 1`,
    [from, unit, mostFailures, now, mostUncounted, new Date(now.getTime() - uncountedMs)],
  );
}

/** Until when hours are counted. */
export async function countedUntil(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ countedTo: Date }>(
    `select counted_to as "countedTo" from hourly_count_mark`,
  );
  return row?.countedTo ?? new Date(0);
}

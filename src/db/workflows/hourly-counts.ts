import type { Database, Sql } from "../core/database.ts";

/**
 * Moves the mark on, to the end of its hour at most, and counts what it passes. It stays two minutes
 * behind the clock, as ids are made before their transaction commits. What comes later than that is
 * missing in the figures, and nowhere else.
 * @returns whether there may be more to count
 */
export async function countOneHour(db: Database): Promise<boolean> {
  return db.tx(async (sql) => {
    const [step] = await sql.query<{ since: Date; until: Date; isOver: boolean }>(
      `select counted_to as since, least(hour_end, now() - interval '2 minutes') as until,
              hour_end < now() - interval '2 minutes' as "isOver"
         from (select counted_to, date_trunc('hour', counted_to, 'UTC') + interval '1 hour' as hour_end
                 from hourly_count_mark
                where counted_to < now() - interval '3 minutes' for update skip locked) as mark`,
    );
    if (step === undefined) return false;
    await sql.query(
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
      [step.since, step.until],
    );
    await sql.query("update hourly_count_mark set counted_to = $1", [step.until]);
    return step.isOver;
  });
}

/** A series of the home page, by what its counts are of. */
export type CountedKind = "event" | "decision" | "message" | "failure";

export interface CountOfTime {
  /** Where the hour or day (UTC) begins. */
  at: Date;
  kind: CountedKind;
  label: string;
  amount: number;
}

/** So many of the newest failures are looked at: of more than that the oldest are missing. */
const mostFailures = 20_000;

/** Counts by hour or day, the oldest first; failures are of messages and runs, by when these were made. */
export function countsOverTime(
  sql: Sql,
  { from, unit }: { from: Date; unit: "hour" | "day" },
): Promise<CountOfTime[]> {
  return sql.query<CountOfTime>(
    `select date_trunc($2, hour, 'UTC') as at, kind, label, sum(amount)::float8 as amount
       from hourly_counts where hour >= $1 group by 1, 2, 3
     union all
     select date_trunc($2, failed.at, 'UTC'), 'failure', failed.label, count(*)::float8
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
    [from, unit, mostFailures],
  );
}

/** Until when hours are counted. */
export async function countedUntil(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ countedTo: Date }>(
    `select counted_to as "countedTo" from hourly_count_mark`,
  );
  return row?.countedTo ?? new Date(0);
}

import type { Watched } from "../../domain/notifications/condition.ts";
import type { BurstWindow } from "../../domain/notifications/usual.ts";
import { countStep, earlier } from "../core/counting.ts";
import type { Database, Sql } from "../core/database.ts";
import { firstEvent } from "../events/event-days.ts";
import { firstRun } from "../runs/first-run.ts";

/**
 * Counts how much there was of each event type and workflow; after a longer time in which nobody asked,
 * from eight days ago.
 * @returns whether there may be more to count
 */
export function countActivityOfOneHour(db: Database): Promise<boolean> {
  return countStep(db, {
    mark: "activity_by_hour_mark",
    unit: "hour",
    behindMs: 120_000,
    keptMs: 8 * 86_400_000,
    first: async (sql, since) => earlier(await firstEvent(sql, since), await firstRun(sql, since)),
    count: (sql, { since, until }) =>
      sql.query(
        `insert into activity_by_hour (hour, kind, subject, amount)
         select date_trunc('hour', $1::timestamptz, 'UTC'), kind, subject, amount
           from (select 'eventType' as kind, type_id as subject, count(*) as amount from events
                  where id >= uuid7_floor($1::timestamptz) and id < uuid7_floor($2::timestamptz)
                  group by type_id
                 union all
                 select 'workflow', workflow_id, count(*) from runs
                  where id >= uuid7_floor($1::timestamptz) and id < uuid7_floor($2::timestamptz)
                    and test is null
                  group by workflow_id) as counted
         on conflict (hour, kind, subject) do update
            set amount = activity_by_hour.amount + excluded.amount`,
        [since, until],
      ),
  });
}

export interface HoursOfDay {
  subject: string;
  /** How many days ago: 1 to 7. */
  day: number;
  /** In the clock hour of now on that day, and in the one before it. */
  current: number;
  previous: number;
}

/** How many there were at this time on each of the last seven days; hours without any are left out. */
export function hoursOfDaysBefore(
  sql: Sql,
  kind: Watched,
  subject: string | null,
): Promise<HoursOfDay[]> {
  return sql.query<HoursOfDay>(
    `select a.subject, d.day,
            coalesce(sum(a.amount) filter (where a.hour = d.hour), 0)::float8 as current,
            coalesce(sum(a.amount) filter (where a.hour < d.hour), 0)::float8 as previous
       from (select day, date_trunc('hour', now(), 'UTC') - make_interval(hours => day * 24) as hour
               from generate_series(1, 7) as day) as d
       join activity_by_hour a on a.kind = $1 and a.hour in (d.hour, d.hour - interval '1 hour')
      where $2::uuid is null or a.subject = $2
      group by a.subject, d.day`,
    [kind, subject],
  );
}

export interface CountedNow {
  id: string;
  name: string;
  count: number;
}

interface Asked extends BurstWindow {
  subject: string;
}

/** It is told how large a burst is, as long as that is no work. */
const tenfold = 10;

const columnsOf = (asked: readonly Asked[]) => [
  asked.map(({ subject }) => subject),
  asked.map(({ seconds }) => seconds),
  asked.map(({ threshold }) => Math.min(threshold * tenfold, 200_000)),
];

/** Events of types within so many seconds, each counted up to ten times its threshold. */
export function eventsJustNow(sql: Sql, asked: readonly Asked[]): Promise<CountedNow[]> {
  return sql.query<CountedNow>(
    `select t.id, t.name, c.count
       from unnest($1::uuid[], $2::int[], $3::int[]) as s (id, seconds, most)
       join event_types t on t.id = s.id,
       lateral (select count(*)::int as count from (
                  select from events e where e.type_id = s.id
                     and e.id >= uuid7_floor(now() - make_interval(secs => s.seconds))
                   limit s.most) as newest) c`,
    columnsOf(asked),
  );
}

/** The same of workflows and their runs, tests left out. */
export function runsJustNow(sql: Sql, asked: readonly Asked[]): Promise<CountedNow[]> {
  return sql.query<CountedNow>(
    `select w.id, w.name, c.count
       from unnest($1::uuid[], $2::int[], $3::int[]) as s (id, seconds, most)
       join workflows w on w.id = s.id,
       lateral (select count(*)::int as count from (
                  select from runs r where r.workflow_id = s.id and r.test is null
                     and r.id >= uuid7_floor(now() - make_interval(secs => s.seconds))
                   limit s.most) as newest) c`,
    columnsOf(asked),
  );
}

import { countStep } from "../core/counting.ts";
import type { Database, Sql } from "../core/database.ts";
import { timeOfId } from "../core/id-times.ts";

/** How many days a spark line has, today among them. */
const days = 14;

/** What the sweep has not counted yet is counted up to this, by day and type. */
const maxCountedOfDay = 10_000;

/**
 * How many events each type had on each of the last 14 days (UTC), the oldest first: what the
 * sweep has counted, and behind its mark what the index has. Were there no sweep at all, each day
 * would stop at `maxCountedOfDay`.
 */
export async function eventsPerDay(
  sql: Sql,
  typeIds: readonly string[],
): Promise<Map<string, number[]>> {
  const rows = await sql.query<{ typeId: string; events: number[] }>(
    `with days as (
       select date_trunc('day', now(), 'UTC') - n * interval '24 hours' as start
         from generate_series(0, $2::int - 1) as n)
     select t.id as "typeId",
            array_agg((coalesce(c.events, 0)
              + case when m.counted_to < d.start + interval '24 hours' then (
                  select count(*) from (
                    select 1 from events e
                     where e.type_id = t.id
                       and e.id >= uuid7_floor(greatest(d.start, m.counted_to))
                       and e.id < uuid7_floor(d.start + interval '24 hours')
                     limit $3) as some_events) else 0 end)::float8 order by d.start) as events
       from unnest($1::uuid[]) as t (id) cross join days d cross join event_day_mark m
       left join event_type_days c on c.type_id = t.id and c.day = (d.start at time zone 'UTC')::date
      group by t.id`,
    [typeIds, days, maxCountedOfDay],
  );
  return new Map(rows.map(({ typeId, events }) => [typeId, events]));
}

/** @returns whether there may be more to count */
export function countOneDay(db: Database): Promise<boolean> {
  return countStep(db, {
    mark: "event_day_mark",
    unit: "day",
    behindMs: 120_000,
    first: firstEvent,
    // With the bounds as constants, only the partitions and the stretch of index between are read.
    count: (sql, { since, until }) =>
      sql.query(
        `insert into event_type_days (type_id, day, events)
         select type_id, ($1::timestamptz at time zone 'UTC')::date, count(*) from events
          where id >= uuid7_floor($1::timestamptz) and id < uuid7_floor($2::timestamptz)
          group by type_id
         on conflict (type_id, day) do update set events = event_type_days.events + excluded.events`,
        [since, until],
      ),
  });
}

/** When the first event at or after a time was received, by its id. */
export async function firstEvent(sql: Sql, since: Date): Promise<Date | null> {
  const [event] = await sql.query<{ id: string }>(
    "select id from events where id >= uuid7_floor($1::timestamptz) order by id limit 1",
    [since],
  );
  return event === undefined ? null : new Date(timeOfId(event.id));
}

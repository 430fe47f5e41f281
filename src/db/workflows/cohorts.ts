import { countStep } from "../core/counting.ts";
import type { Database, Sql } from "../core/database.ts";
import { utcUnitMs } from "../../domain/utc-units.ts";
import { firstRun } from "../runs/first-run.ts";

const hourMs = utcUnitMs.hour;

/** Contacts for whom something was started from $1 to $2, of all workflows. Test launches count nowhere. */
const startedSince = `
  select r.workflow_id, r.contact_id, r.created_at as at from runs r
   where r.test is null and r.created_at >= $1 and r.created_at < $2
     and r.id >= uuid7_floor($1::timestamptz - interval '1 hour')
     and r.id < uuid7_floor($2::timestamptz + interval '1 hour')
  union all
  select r.workflow_id, m.contact_id, r.created_at
    from runs r join messages m on m.run_id = r.id and m.broadcast_id is not null
   where r.test is null and r.created_at >= $1 and r.created_at < $2
     and r.id >= uuid7_floor($1::timestamptz - interval '1 hour')
     and r.id < uuid7_floor($2::timestamptz + interval '1 hour')`;

/**
 * Counts the oldest week that is over and was not counted, for all workflows, and moves the mark on.
 * @returns whether there may be another one
 */
export function countOneWeek(db: Database): Promise<boolean> {
  return countStep(db, {
    mark: "cohort_mark",
    unit: "week",
    behindMs: 300_000,
    onlyWhole: true,
    // A run's id may be made an hour before or after its row.
    first: (sql, since) => firstRun(sql, new Date(since.getTime() - hourMs), -hourMs),
    count: (sql, { since, until }) =>
      sql.query(
        `insert into cohort_weeks (workflow_id, week, contacts)
         select workflow_id, $1, count(distinct contact_id) from (${startedSince}) as started
          group by workflow_id
         on conflict (workflow_id, week) do update set contacts = excluded.contacts`,
        [since, until],
      ),
  });
}

export interface CohortScope {
  workflowId: string;
  /** The first week and the end of the last one: Mondays, in UTC. */
  from: Date;
  to: Date;
}

export interface CohortContacts {
  week: Date;
  contacts: number;
}

/** How many contacts a workflow started for in each week: as counted before, or now where that is to come. */
export function contactsByWeek(
  sql: Sql,
  { workflowId, from, to }: CohortScope,
): Promise<CohortContacts[]> {
  return sql.query<CohortContacts>(
    `with open as (
       select greatest($1::timestamptz, (select counted_to from cohort_mark)) as since),
     started as (
       select r.contact_id, r.created_at as at from runs r
        where r.workflow_id = $3 and r.test is null
          and r.created_at >= (select since from open) and r.created_at < $2
          and r.id >= uuid7_floor((select since from open) - interval '1 hour')
       union all
       select m.contact_id, r.created_at
         from runs r join messages m on m.run_id = r.id and m.broadcast_id is not null
        where r.workflow_id = $3 and r.test is null
          and r.created_at >= (select since from open) and r.created_at < $2
          and r.id >= uuid7_floor((select since from open) - interval '1 hour'))
     select week, contacts::float8 as contacts from cohort_weeks
      where workflow_id = $3 and week >= $1 and week < $2 and week < (select since from open)
     union all
     select date_trunc('week', at, 'UTC'), count(distinct contact_id)::float8 from started group by 1
      order by 1`,
    [from, to, workflowId],
  );
}

/** What `within` counts, in weeks. */
export const cohortSteps = [1, 2, 4, 8] as const;

export interface CohortConversions {
  week: Date;
  /** Contacts who converted within so many weeks from the start that it is put down to: `cohortSteps`. */
  within: number[];
  conversions: number;
}

/** Who has converted, by the week of the start that it is put down to. */
export function conversionsByWeek(
  sql: Sql,
  { workflowId, from, to }: CohortScope,
): Promise<CohortConversions[]> {
  return sql.query<CohortConversions>(
    `select week, array[count(*) filter (where after < interval '1 week')::int,
                        count(*) filter (where after < interval '2 weeks')::int,
                        count(*) filter (where after < interval '4 weeks')::int,
                        count(*) filter (where after < interval '8 weeks')::int] as within, sum(conversions)::int as conversions
       from (select date_trunc('week', started_at, 'UTC') as week, min(at - started_at) as after,
                    count(*) as conversions
               from conversions
              where workflow_id = $3 and attributed and not held_out and started_at >= $1 and started_at < $2
              group by 1, contact_id) as converted
      group by week order by week`,
    [from, to, workflowId],
  );
}

export interface CohortMoney {
  week: Date;
  currency: string;
  total: number;
}

/** What these conversions were worth. */
export function revenueByWeek(
  sql: Sql,
  { workflowId, from, to }: CohortScope,
): Promise<CohortMoney[]> {
  return sql.query<CohortMoney>(
    `select date_trunc('week', started_at, 'UTC') as week, coalesce(currency, '') as currency,
            coalesce(sum(value), 0)::float8 as total
       from conversions
      where workflow_id = $3 and attributed and not held_out and currency is not null
        and started_at >= $1 and started_at < $2
      group by 1, 2 order by 1, 2`,
    [from, to, workflowId],
  );
}

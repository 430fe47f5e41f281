import { daysBack, firstDayBack } from "../../domain/notifications/usual.ts";
import type { Sql } from "../core/database.ts";

/** What is to have been silent for so many hours; an id that is null stands for all. */
export interface SilenceAsked {
  id: string | null;
  hours: number;
}

export interface SilentThing {
  id: string;
  key: string;
  name: string;
  lastAt: Date | null;
  /** Whether there were some within as long a time that ended now, a day ago and more; the nearest first. */
  days: boolean[];
}

/** So many are looked at: with more, the rest is found when these are not silent any more. */
export const mostSilent = 100;

/**
 * Event types that had none for so many hours, and a week ago had some at this time of day; asked for
 * all, those that start an active workflow.
 */
export function silentTypes(sql: Sql, { id, hours }: SilenceAsked): Promise<SilentThing[]> {
  return sql.query<SilentThing>(
    `select t.id, t.key, t.name,
            (select e.received_at from events e where e.type_id = t.id order by e.id desc limit 1)
              as "lastAt",
            (select array_agg(exists (
                      select from events e where e.type_id = t.id
                         and e.id >= uuid7_floor(now() - make_interval(hours => $2 + n * 24))
                         and e.id < uuid7_floor(now() - make_interval(hours => n * 24)))
                      order by n)
               from generate_series($3::int, $4::int) as n) as days
       from event_types t
      where ($1::uuid is null or t.id = $1)
        and ($1::uuid is not null
             or exists (select from bindings b join workflows w on w.id = b.workflow_id
                         where b.event_type_id = t.id and b.role = 'start' and b.enabled
                           and w.status = 'active'))
        and not exists (select from events e where e.type_id = t.id
                           and e.id >= uuid7_floor(now() - make_interval(hours => $2)))
        and exists (select from events e where e.type_id = t.id
                       and e.id >= uuid7_floor(now() - make_interval(hours => $2 + $4 * 24))
                       and e.id < uuid7_floor(now() - make_interval(hours => $4 * 24)))
      order by t.name, t.id limit 100`,
    [id, hours, firstDayBack(hours), firstDayBack(hours) + daysBack - 1],
  );
}

/** The same of active workflows and their runs, tests left out. */
export function silentWorkflows(sql: Sql, { id, hours }: SilenceAsked): Promise<SilentThing[]> {
  return sql.query<SilentThing>(
    `select w.id, w.id::text as key, w.name,
            (select r.created_at from runs r where r.workflow_id = w.id and r.test is null
              order by r.id desc limit 1) as "lastAt",
            (select array_agg(exists (
                      select from runs r where r.workflow_id = w.id and r.test is null
                         and r.id >= uuid7_floor(now() - make_interval(hours => $2 + n * 24))
                         and r.id < uuid7_floor(now() - make_interval(hours => n * 24)))
                      order by n)
               from generate_series($3::int, $4::int) as n) as days
       from workflows w
      where w.status = 'active' and ($1::uuid is null or w.id = $1)
        and not exists (select from runs r where r.workflow_id = w.id and r.test is null
                           and r.id >= uuid7_floor(now() - make_interval(hours => $2)))
        and exists (select from runs r where r.workflow_id = w.id and r.test is null
                       and r.id >= uuid7_floor(now() - make_interval(hours => $2 + $4 * 24))
                       and r.id < uuid7_floor(now() - make_interval(hours => $4 * 24)))
      order by w.name, w.id limit 100`,
    [id, hours, firstDayBack(hours), firstDayBack(hours) + daysBack - 1],
  );
}

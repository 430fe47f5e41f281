import type { Sql } from "../core/database.ts";

/** Counting ends here: more is "1,000 or more". */
const mostCounted = 1_000;

export interface Troubles {
  failedRuns: number;
  failedMessages: number;
  unknownMessages: number;
}

/** What went wrong in the last 24 hours, each up to `mostCounted`. */
export async function troublesOfToday(sql: Sql): Promise<Troubles> {
  const messages = (state: "failed" | "unknown") => `
    (select count(*)::int from (
       select 1 from messages where state = '${state}' and queued_at >= now() - interval '24 hours'
        and not test limit $1) as m)`;
  const [row] = await sql.query<Troubles>(
    `select (select count(*)::int from (
               select 1 from runs where status = 'failed' and test is null
                  and id >= uuid7_floor(now() - interval '24 hours') limit $1) as r) as "failedRuns",
            ${messages("failed")} as "failedMessages",
            ${messages("unknown")} as "unknownMessages"`,
    [mostCounted],
  );
  return row ?? { failedRuns: 0, failedMessages: 0, unknownMessages: 0 };
}

export interface Reports {
  /** Of messages that came to an end at their receiver, or did not. */
  reports: number;
  bounced: number;
  complained: number;
}

/** What providers reported in the last 24 hours: of the newest 20,000 reports. */
export async function reportsOfToday(sql: Sql): Promise<Reports> {
  const [row] = await sql.query<Reports>(
    `select count(*) filter (where kind in ('delivered', 'bounced', 'failed'))::int as reports,
            count(*) filter (where kind = 'bounced')::int as bounced,
            count(*) filter (where kind = 'complained')::int as complained
       from (select kind from channel_reports
              where received_at >= now() - interval '24 hours'
              order by received_at desc limit 20000) as newest`,
  );
  return row ?? { reports: 0, bounced: 0, complained: 0 };
}

export interface LowPool {
  id: string;
  name: string;
  left: number;
}

/** Pools of promo codes of which as many are left as their warning says, or fewer. */
export function lowPools(sql: Sql): Promise<LowPool[]> {
  return sql.query<LowPool>(
    `select p.id, p.name, f.free as left
       from promo_pools p, lateral (
         select count(*)::int as free from (
           select 1 from promo_codes c where c.pool_id = p.id and c.given_at is null
            limit p.low_stock + 1) as some_codes) f
      where f.free <= p.low_stock order by f.free, p.name limit 20`,
  );
}

export interface SilentType {
  id: string;
  key: string;
  name: string;
  /** On how many of the seven days before the last 24 hours it had events. */
  days: number;
  lastAt: Date | null;
}

/**
 * Event types that start an active workflow, had events on five of the seven days before, and none in
 * the last 24 hours.
 */
export function silentTypes(sql: Sql): Promise<SilentType[]> {
  return sql.query<SilentType>(
    `select t.id, t.key, t.name, d.days,
            (select e.received_at from events e where e.type_id = t.id order by e.id desc limit 1)
              as "lastAt"
       from event_types t, lateral (
         select count(*)::int as days from event_type_days c
          where c.type_id = t.id and c.events > 0
            and c.day between ((now() - interval '8 days') at time zone 'UTC')::date
                          and ((now() - interval '2 days') at time zone 'UTC')::date) d
      where d.days >= 5
        and exists (select from bindings b join workflows w on w.id = b.workflow_id
                     where b.event_type_id = t.id and b.role = 'start' and b.enabled
                       and w.status = 'active')
        and not exists (select from events e where e.type_id = t.id
                           and e.id >= uuid7_floor(now() - interval '24 hours'))
      order by t.name limit 20`,
  );
}

export interface LateWebhook {
  id: string;
  name: string;
  problem: string | null;
  since: Date;
}

/** Webhooks that have not taken a delivery for an hour. */
export function lateWebhooks(sql: Sql): Promise<LateWebhook[]> {
  return sql.query<LateWebhook>(
    `select w.id, w.name, d.problem, d.created_at as since
       from activity_webhooks w, lateral (
         select problem, created_at from activity_deliveries
          where webhook_id = w.id and state = 'pending' order by id limit 1) d
      where w.enabled and d.created_at < now() - interval '1 hour' order by d.created_at limit 20`,
  );
}

export interface ActiveKinds {
  id: string;
  name: string;
  /** The kinds of the live version's blocks. */
  kinds: string[];
}

/** Of active workflows, what their live versions are made of; the newest thousand. */
export function kindsOfActive(sql: Sql): Promise<ActiveKinds[]> {
  return sql.query<ActiveKinds>(
    `select w.id, w.name, k.kinds
       from workflows w
       join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version,
       lateral (select array_agg(distinct b ->> 'kind') as kinds
                  from jsonb_array_elements(v.definition -> 'blocks') b) k
      where w.status = 'active' order by w.id desc limit 1000`,
  );
}

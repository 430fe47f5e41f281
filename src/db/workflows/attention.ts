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

/** What providers reported in the last hours: of the newest 20,000 reports. */
export async function reportsOfHours(sql: Sql, hours: number): Promise<Reports> {
  const [row] = await sql.query<Reports>(
    `select count(*) filter (where kind in ('delivered', 'bounced', 'failed'))::int as reports,
            count(*) filter (where kind = 'bounced')::int as bounced,
            count(*) filter (where kind = 'complained')::int as complained
       from (select kind from channel_reports
              where received_at >= now() - make_interval(hours => $1)
              order by received_at desc limit 20000) as newest`,
    [hours],
  );
  return row ?? { reports: 0, bounced: 0, complained: 0 };
}

export interface LowPool {
  id: string;
  name: string;
  left: number;
}

/**
 * Pools of promo codes of which as many are left as their warning says, or fewer: 20 at most.
 * @param id null: any pool
 */
export function lowPools(sql: Sql, id: string | null = null): Promise<LowPool[]> {
  return sql.query<LowPool>(
    `select p.id, p.name, f.free as left
       from promo_pools p, lateral (
         select count(*)::int as free from (
           select 1 from promo_codes c where c.pool_id = p.id and c.given_at is null
            limit p.low_stock + 1) as some_codes) f
      where f.free <= p.low_stock and ($1::uuid is null or p.id = $1)
      order by f.free, p.name limit 20`,
    [id],
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

import type { Sql } from "../core/database.ts";

export interface RecentParams {
  typeKey: string;
  /** How many events were looked at. */
  events: number;
  /** How many of them had a value in each param. */
  params: Record<string, number>;
}

/** The params of the newest `limit` events of each type that starts a workflow. */
export async function recentParams(
  sql: Sql,
  workflowId: string,
  limit: number,
): Promise<RecentParams[]> {
  return sql.query<RecentParams>(
    `with types as (
       select distinct t.id, t.key from bindings b join event_types t on t.id = b.event_type_id
        where b.workflow_id = $1 and b.role = 'start'),
     recent as (
       select t.key, e.params from types t
        cross join lateral (select params from events where type_id = t.id order by id desc limit $2) e)
     select t.key as "typeKey", (select count(*) from recent r where r.key = t.key) as events,
            coalesce((select jsonb_object_agg(name, times) from (
               select p.key as name, count(*) as times
                 from recent r cross join lateral jsonb_each(r.params) p
                where r.key = t.key and p.value not in ('null', '""')
                group by p.key) as counted), '{}') as params
       from types t order by t.key`,
    [workflowId, limit],
  );
}

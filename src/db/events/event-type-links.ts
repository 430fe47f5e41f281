import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/** A workflow that an event type starts or stops. */
export interface EventTypeLink {
  workflowId: string;
  workflowName: string;
  status: "draft" | "active" | "paused" | "archived";
  role: "start" | "stop";
  bindingId: string;
  enabled: boolean;
}

export interface LinksOfType {
  typeId: string;
  /** How many there are. */
  linkCount: number;
  links: EventTypeLink[];
}

/** What some types are linked to, archived workflows left out: up to `most` each, by the workflow's name. */
export async function linksOfTypes(
  sql: Sql,
  typeIds: readonly string[],
  most: number,
): Promise<Map<string, LinksOfType>> {
  const rows = await sql.query<LinksOfType>(
    `select b.event_type_id as "typeId", count(*)::int as "linkCount",
            jsonb_path_query_array(
              jsonb_agg(jsonb_build_object(
                'workflowId', w.id, 'workflowName', w.name, 'status', w.status, 'role', b.role,
                'bindingId', b.id, 'enabled', b.enabled) order by w.name, b.id),
              '$[0 to $last]', jsonb_build_object('last', $2::int - 1)) as links
       from bindings b join workflows w on w.id = b.workflow_id
      where b.event_type_id = any($1::uuid[]) and w.status <> 'archived'
      group by b.event_type_id`,
    [typeIds, most],
  );
  return new Map(rows.map((row) => [row.typeId, row]));
}

export interface WaitingWorkflow {
  workflowId: string;
  workflowName: string;
  /** Whether the version that new runs get waits for it. */
  isCurrent: boolean;
  /** Runs that wait for it now, in whatever version; counted up to `most`. */
  runs: number;
}

/** Workflows that wait for events of a type: by their current version, or in a run in progress. */
export async function workflowsWaitingFor(
  sql: Sql,
  typeId: string,
  most: number,
): Promise<WaitingWorkflow[]> {
  return sql.query<WaitingWorkflow>(
    `with waits as (
       select r.workflow_id from run_waits x join runs r on r.id = x.run_id
        where x.event_type_id = $1 and x.event_id is null and x.closed_at is null
          and r.status in ('pending', 'running')
        limit $2),
     current as (
       select w.id from version_awaits a
         join workflow_versions v on v.id = a.version_id and not v.test
         join workflows w on w.id = v.workflow_id and w.current_version = v.number
        where a.event_type_id = $1 and w.status <> 'archived')
     select w.id as "workflowId", w.name as "workflowName",
            exists (select from current c where c.id = w.id) as "isCurrent",
            (select count(*)::int from waits where waits.workflow_id = w.id) as runs
       from workflows w
      where w.id in (select id from current union all select workflow_id from waits)
      order by w.name, w.id`,
    [typeId, most],
  );
}

/** How many events of a type there were, up to `most`: those that are no longer kept among them. */
export async function countEventsOfType(sql: Sql, typeId: string, most: number): Promise<number> {
  const [row] = await sql.query<{ events: number }>(
    `select least($2::bigint, count(*) + coalesce((select f.events from forgotten_events f where f.type_id = $1), 0)) as events
       from (select 1 from events where type_id = $1 limit $2) as e`,
    [typeId, most],
  );
  return required(row, "a count").events;
}

/** When workflows launched their last run; those without one are missing. */
export async function lastRunTimes(
  sql: Sql,
  workflowIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await sql.query<{ workflowId: string; at: Date }>(
    `select w.id as "workflowId", r.at
       from unnest($1::uuid[]) as w (id)
      cross join lateral (
        (select created_at as at from runs
          where workflow_id = w.id and test is null order by id desc limit 1)
        union all select last_run_at from forgotten_runs where workflow_id = w.id
         order by 1 desc limit 1) as r`,
    [workflowIds],
  );
  return new Map(rows.map(({ workflowId, at }) => [workflowId, at]));
}

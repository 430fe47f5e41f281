import type { Sql } from "./database.ts";
import { beginningPattern, partPattern } from "./like.ts";

export interface FoundByName {
  id: string;
  title: string;
  detail: string | null;
}

/**
 * What people make is found by any part of its name, those first whose name begins so. There are as
 * many of them as people make: each is one walk through a small table.
 */
const byName = {
  workflow: `select id, name as title, status as detail from workflows
              where name ilike $1 order by name ilike $2 desc, updated_at desc, id limit $3`,
  eventType: `select id, name as title, key as detail from event_types
               where name ilike $1 or key ilike $1
               order by (name ilike $2 or key ilike $2) desc, key limit $3`,
  segment: `select id, name as title, null::text as detail from segments
             where name ilike $1 order by name ilike $2 desc, name limit $3`,
  template: `select id, name as title, null::text as detail from templates
              where name ilike $1 order by name ilike $2 desc, name limit $3`,
  topic: `select id, name as title, key as detail from topics
           where name ilike $1 or key ilike $1
           order by (name ilike $2 or key ilike $2) desc, key limit $3`,
  promoPool: `select id, name as title, null::text as detail from promo_pools
               where name ilike $1 order by name ilike $2 desc, name limit $3`,
  source: `select id, name as title, preset as detail from sources
            where name ilike $1 order by name ilike $2 desc, name, id limit $3`,
} as const;
export type NamedKind = keyof typeof byName;
export const namedKinds = Object.keys(byName) as NamedKind[];

/** @param text not empty */
export async function foundByName(
  sql: Sql,
  kind: NamedKind,
  text: string,
  limit: number,
): Promise<FoundByName[]> {
  return sql.query<FoundByName>(byName[kind], [partPattern(text), beginningPattern(text), limit]);
}

/** Orders whose number begins with a text: a walk along the index of numbers, in their order. */
export async function ordersBeginning(
  sql: Sql,
  text: string,
  limit: number,
): Promise<FoundByName[]> {
  return sql.query<FoundByName>(
    `select external_id as id, external_id as title, status as detail from orders
      where external_id like $1 order by external_id limit $2`,
    [beginningPattern(text), limit],
  );
}

/** Whatever has an id, a run, an event or a message; and a workflow or an event type. */
export async function foundById(
  sql: Sql,
  id: string,
): Promise<(FoundByName & { kind: "run" | "event" | "message" | "workflow" | "eventType" })[]> {
  return sql.query<FoundByName & { kind: "run" | "event" | "message" | "workflow" | "eventType" }>(
    `select 'run' as kind, r.id, w.name as title, r.status as detail
       from runs r join workflows w on w.id = r.workflow_id where r.id = $1
     union all
     select 'event', e.id, coalesce(t.name, f.key, e.key_value), e.key_value
       from events e left join event_types t on t.id = e.type_id
       left join former_event_types f on f.id = e.type_id where e.id = $1
     union all
     select 'message', m.id, m.channel, m.state from messages m where m.id = $1
     union all
     select 'workflow', w.id, w.name, w.status from workflows w where w.id = $1
     union all
     select 'eventType', t.id, t.name, t.key from event_types t where t.id = $1`,
    [id],
  );
}

/** Workflows by their last change, and the event types of the newest events: each once. */
export async function foundLately(
  sql: Sql,
  limit: number,
): Promise<{ workflow: FoundByName[]; eventType: FoundByName[] }> {
  const workflow = await sql.query<FoundByName>(
    `select id, name as title, status as detail from workflows
      order by updated_at desc, id limit $1`,
    [limit],
  );
  const eventType = await sql.query<FoundByName>(
    `select t.id, t.name as title, t.key as detail
       from (select type_id, max(id::text) as last
               from (select type_id, id from events order by id desc limit 500) as newest
              group by type_id) as seen
       join event_types t on t.id = seen.type_id
      order by seen.last desc limit $1`,
    [limit],
  );
  return { workflow, eventType };
}

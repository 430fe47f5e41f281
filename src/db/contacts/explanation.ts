import type { Sql } from "../core/database.ts";

/** So many of a contact's newest events are looked through for those of a workflow's types. */
const mostLookedAt = 3_000;
const ofEachType = 3;

export interface TriggerEventRow {
  id: string;
  typeId: string;
  receivedAt: Date;
  /** What it decided for the workflow, a row for each binding; null: there was no such binding then. */
  bindingId: string | null;
  outcome: string | null;
  reason: string | null;
  until: Date | null;
  runId: string | null;
}

/** The newest events of a contact of some types, and what they decided for a workflow. */
export async function triggerEventsOf(
  sql: Sql,
  contactId: string,
  typeIds: readonly string[],
  workflowId: string,
): Promise<TriggerEventRow[]> {
  return sql.query<TriggerEventRow>(
    `select e.id, e.type_id as "typeId", e.received_at as "receivedAt", d.binding_id as "bindingId",
            d.outcome, d.reason, d.until, d.run_id as "runId"
       from (select id, type_id, received_at, row_number() over (partition by type_id order by id desc) as place
               from (select id, type_id, received_at from events where contact_id = $1
                      order by id desc limit ${mostLookedAt}) newest
              where type_id = any($2::uuid[])) e
       left join event_decisions d
         on d.event_id = e.id and d.workflow_id = $3 and d.role = 'start'
      where e.place <= ${ofEachType}
      order by e.id desc`,
    [contactId, typeIds, workflowId],
  );
}

/** When an event of each type came last, of anybody. */
export async function lastEventsOfTypes(
  sql: Sql,
  typeIds: readonly string[],
): Promise<{ typeId: string; at: Date }[]> {
  return sql.query<{ typeId: string; at: Date }>(
    `select t.id as "typeId", e.at
       from unnest($1::uuid[]) as t (id)
      cross join lateral (
        (select received_at as at from events where type_id = t.id order by id desc limit 1)
        union all select last_event_at from forgotten_events where type_id = t.id
         order by 1 desc limit 1) e`,
    [typeIds],
  );
}

/** The contact's newest event of a type, to be sent again. */
export async function latestEventOfType(
  sql: Sql,
  contactId: string,
  typeId: string,
): Promise<{ key: string; params: Record<string, unknown> } | undefined> {
  const [row] = await sql.query<{ key: string; params: Record<string, unknown> }>(
    `select key_value as key, params
       from (select id, type_id, key_value, params from events where contact_id = $1
              order by id desc limit ${mostLookedAt}) e
      where type_id = $2 order by id desc limit 1`,
    [contactId, typeId],
  );
  return row;
}

/** The keys of the newest runs that a binding has launched for a contact. */
export async function launchedKeysOf(
  sql: Sql,
  bindingId: string,
  contactId: string,
): Promise<string[]> {
  const rows = await sql.query<{ key: string }>(
    `select distinct event_key as key
       from (select event_key, binding_id from runs where contact_id = $2
              order by id desc limit ${mostLookedAt}) r
      where binding_id = $1`,
    [bindingId, contactId],
  );
  return rows.map(({ key }) => key);
}

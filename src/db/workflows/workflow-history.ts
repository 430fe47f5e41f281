import type { StopRule } from "../../domain/stop-rule.ts";
import type { Sql } from "../core/database.ts";
import type { BindingRow, BindingSettings } from "./binding-rows.ts";

/** A binding as it was before or after a change. */
export type BindingState = BindingSettings &
  Pick<BindingRow, "id" | "role" | "source" | "workflowId" | "eventTypeId">;

export interface HistoryRow {
  id: number;
  at: Date;
  actorKind: "person" | "key";
  actorId: string | null;
  actorName: string | null;
  entity: "binding" | "workflow" | "workflowVersion";
  entityId: string;
  action: "created" | "updated" | "deleted";
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** Of a version. */
  version: number | null;
  /** The event type of a binding; null where it is gone without a trace. */
  eventTypeId: string | null;
  eventTypeKey: string | null;
  eventTypeName: string | null;
  /** Whether a binding is there now. */
  isThere: boolean;
  /** Of a binding; null: it was not there, or the row is from before states were kept. */
  was: BindingState | null;
  becomes: BindingState | null;
  stopRulesWere: StopRule[] | null;
  stopRulesBecome: StopRule[] | null;
}

/** SQL of a binding's state, as `BindingRow` has it; null where it was not there. */
const stateJson = (state: "was" | "becomes") => `
  (select json_build_object(
            'id', b.id, 'role', b.role, 'source', b.source, 'workflowId', b.workflow_id,
            'eventTypeId', b.event_type_id, 'enabled', b.enabled, 'frequency', b.frequency,
            'subject', b.subject, 'filter', b.filter, 'match', b.match,
            'ignoreOlderThan', extract(epoch from b.ignore_older_than)::float8,
            'lookBack', extract(epoch from b.look_back)::float8,
            'avoidInProgress', b.avoid_in_progress, 'includeMachines', b.include_machines,
            'forEach', b.for_each, 'schedule', b.schedule)
     from jsonb_populate_record(null::bindings, a.states -> '${state}') b
    where a.entity = 'binding' and jsonb_typeof(a.states -> '${state}') = 'object')`;

const stopRules = (state: "was" | "becomes") =>
  `case when a.entity = 'workflow' then a.states -> '${state}' end`;

const selectHistory = `
  select a.id::float8 as id, a.at, a.actor_kind as "actorKind", a.actor_id as "actorId",
         coalesce(p.name, k.name) as "actorName", a.entity, a.entity_id as "entityId", a.action,
         a.before, a.after,
         case when a.entity = 'workflowVersion' then (a.after ->> 'number')::int end as version,
         coalesce(t.id, f.id) as "eventTypeId", coalesce(t.key, f.key) as "eventTypeKey",
         coalesce(t.name, f.name) as "eventTypeName", b.id is not null as "isThere",
         ${stateJson("was")} as was, ${stateJson("becomes")} as becomes,
         ${stopRules("was")} as "stopRulesWere", ${stopRules("becomes")} as "stopRulesBecome"
    from audit_log a
    left join people p on a.actor_kind = 'person' and p.id = a.actor_id
    left join api_keys k on a.actor_kind = 'key' and k.id = a.actor_id
    left join bindings b on a.entity = 'binding' and b.id = a.entity_id::uuid
    left join lateral (
      select coalesce(nullif(a.states -> 'becomes', 'null'), nullif(a.states -> 'was', 'null'),
                      a.after, a.before) ->> 'event_type_id' as id) y on a.entity = 'binding'
    left join event_types t on t.id = coalesce(y.id::uuid, b.event_type_id)
    left join former_event_types f on f.id = y.id::uuid`;

/** What people and keys changed of a workflow, newest first, below a given id. */
export async function historyBelow(
  sql: Sql,
  workflowId: string,
  below: number | null,
  limit: number,
): Promise<HistoryRow[]> {
  return sql.query<HistoryRow>(
    `${selectHistory} where a.history_of = $1 and ($2::bigint is null or a.id < $2)
      order by a.id desc limit $3`,
    [workflowId, below, limit],
  );
}

/** One change of a workflow. */
export async function historyRow(
  sql: Sql,
  workflowId: string,
  id: number,
): Promise<HistoryRow | undefined> {
  const [row] = await sql.query<HistoryRow>(
    `${selectHistory} where a.history_of = $1 and a.id = $2`,
    [workflowId, id],
  );
  return row;
}

import type { StartBindingRule, StopBindingRule } from "../../domain/binding.ts";
import type { Condition } from "../../domain/condition.ts";
import type { GoalValue, GoalWindow } from "../../domain/goal.ts";
import type { ParamRule } from "../../domain/event.ts";
import type { Draw } from "../../domain/holdout.ts";
import { inTenths } from "../../domain/holdout.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { workspaceOf } from "../../domain/workspace.ts";
import type { MappedParam } from "../../contract/identifying-params.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

/** A binding as the ingest transaction sees it, with what its workflow allows. */
export type LiveBinding = {
  id: string;
  workflowId: string;
  workflowName: string;
  status: "draft" | "active" | "paused" | "archived";
  enabled: boolean;
  versionId: string | null;
  /** Whether the workflow of a start has stops, and whether one of them looks back. */
  hasStops: boolean;
  hasLookBack: boolean;
  avoidInProgress: boolean;
  includeMachines: boolean;
  /** Whom the workflow of a start holds out; null: nobody. */
  holdout: Draw | null;
  /** Whether the workflow of a start holds out the workspace's control group. */
  obeysWorkspace: boolean;
} & (StartBindingRule | StopBindingRule);

/** A workflow's goal that events of a type may reach. */
export interface LiveGoal {
  workflowId: string;
  filter: Condition | null;
  countsFor: GoalWindow;
  value: GoalValue;
}

export interface KnownType {
  id: string;
  key: string;
  /** Whether a published version waits for events of this type. */
  awaited: boolean;
  /** Whether the rule of a segment asks for events of this type. */
  asked: boolean;
  /** Whether its events tell who looks at products of the catalogue. */
  showsInterest: boolean;
  /** What its events must say; null when anything goes. */
  validation: ParamRule[] | null;
  bindings: LiveBinding[];
  goals: LiveGoal[];
}

export interface KnownTypes {
  now: Date;
  xid: string;
  types: Map<string, KnownType>;
  /** The param that the account has mapped. */
  mapped: MappedParam | null;
  workspace: Workspace;
  /** The workspace's control group; null: it has none. */
  controlGroup: Draw | null;
}

interface Row {
  workspace: Partial<Workspace> | null;
  salt: string | null;
  now: Date;
  xid: string;
  mapped: MappedParam | null;
  validation: ParamRule[] | null;
  type_id: string | null;
  key: string;
  awaited: boolean;
  goals: LiveGoal[] | null;
  asked: boolean;
  showsInterest: boolean;
  bindings: LiveBinding[] | null;
}

const bindingJson = `
  json_build_object(
    'id', b.id, 'workflowId', w.id, 'workflowName', w.name, 'status', w.status,
    'enabled', b.enabled, 'versionId', v.id, 'role', b.role, 'frequency', b.frequency,
    'subject', b.subject, 'filter', b.filter, 'match', b.match,
    'ignoreOlderThan', extract(epoch from b.ignore_older_than) * 1000,
    'lookBack', extract(epoch from b.look_back) * 1000, 'avoidInProgress', b.avoid_in_progress,
    'includeMachines', b.include_machines, 'forEach', b.for_each,
    'holdout', case when b.role = 'start' and w.holdout_tenths > 0 then
      json_build_object('tenths', w.holdout_tenths, 'salt', w.holdout_salt) end,
    'obeysWorkspace', b.role = 'start' and (w.workspace_holdout = 'always'
                        or (w.workspace_holdout = 'marketing' and coalesce(v.is_marketing, false))),
    'hasStops', b.role = 'start' and (w.stop_rules <> '[]' or exists (
      select from bindings s where s.workflow_id = w.id and s.role = 'stop' and s.enabled)),
    'hasLookBack', b.role = 'start' and exists (
      select from bindings s where s.workflow_id = w.id and s.role = 'stop' and s.enabled
                               and s.look_back is not null))`;

const typesAndBindings = {
  name: "types-and-bindings",
  text: `
    select date_trunc('milliseconds', now()) as now, pg_current_xact_id()::text as xid,
           k.key, t.id as type_id, t.validation,
           (select value from settings where key = 'identifyingParam') as mapped,
           (select value from settings where key = 'workspace') as workspace,
           (select value from settings where key = 'workspace_holdout_key') as salt,
           exists (select from version_awaits a where a.event_type_id = t.id) as awaited,
           (select json_agg(json_build_object('workflowId', g.workflow_id, 'filter', g.filter,
                                              'countsFor', g.counts_for, 'value', g.value)
                            order by g.workflow_id)
              from workflow_goals g where g.event_type_id = t.id) as goals,
           exists (select from segment_rules r where r.depends @> array['event:' || k.key]) as asked,
           case when k.key in ('productViewed', 'cartUpdated')
                then exists (select from products) else false end as "showsInterest",
           json_agg(${bindingJson} order by b.id) filter (where b.id is not null) as bindings
      from unnest(${anyLength("$1", "text")}) as k (key)
      left join event_types t on t.key = k.key
      left join (bindings b
           join workflows w on w.id = b.workflow_id and (b.role = 'stop' or w.status <> 'archived')
           left join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version)
        on b.event_type_id = t.id
     group by k.key, t.id`,
};

const nothing = { now: new Date(0), xid: "", mapped: null, workspace: null, salt: null };

/**
 * The types of some keys with all that is bound to them, and the transaction's time, which
 * decides every window, and its id, by which its fate can be asked after. Types that do not exist
 * yet are missing from the answer. An archived workflow starts nothing, but its runs can be stopped.
 */
export async function typesAndBindingsOf(sql: Sql, keys: readonly string[]): Promise<KnownTypes> {
  const rows = await sql.query<Row>(typesAndBindings, [keys]);
  const types = new Map<string, KnownType>();
  for (const { type_id: id, bindings, goals, ...type } of rows) {
    const { key, awaited, asked, showsInterest, validation } = type;
    const lists = { bindings: bindings ?? [], goals: goals ?? [] };
    if (id !== null)
      types.set(key, { id, key, awaited, asked, showsInterest, validation, ...lists });
  }
  const [{ now, xid, mapped, workspace: chosen, salt } = nothing] = rows;
  const workspace = workspaceOf(chosen);
  return { now, xid, mapped, workspace, controlGroup: controlGroupOf(workspace, salt), types };
}

function controlGroupOf({ holdoutPercent }: Workspace, salt: string | null): Draw | null {
  const tenths = inTenths(holdoutPercent);
  return tenths === 0 || salt === null ? null : { tenths, salt };
}

interface NewEventType {
  id: string;
  key: string;
  category: string;
  source: string;
}

const typeArrays = rowArrays<NewEventType>({
  id: ["uuid", ({ id }) => id],
  key: ["text", ({ key }) => key],
  category: ["text", ({ category }) => category],
  source: ["text", ({ source }) => source],
});

/** Registers unknown keys in the category Other; losing a race to another registration is fine. */
export async function registerTypes(sql: Sql, types: readonly NewEventType[]): Promise<void> {
  await sql.query(
    {
      name: "register-types",
      text: `insert into event_types (id, key, name, category, source)
             select id, key, key, category, source
               from ${typeArrays.unnest} as t (${typeArrays.names})
              order by key on conflict (key) do nothing`,
    },
    typeArrays.values(types),
  );
}

export interface StopOfWorkflow extends StopBindingRule {
  id: string;
  workflowId: string;
  eventTypeId: string;
  typeKey: string;
}

/**
 * The stop bindings of some workflows that are switched on.
 * @param which `looksBack`: only those with a look-back period
 */
export async function stopsOf(
  sql: Sql,
  workflowIds: readonly string[],
  which: { looksBack: boolean },
): Promise<StopOfWorkflow[]> {
  return sql.query<StopOfWorkflow>(
    {
      name: "stops-of-workflows",
      text: `select b.id, b.workflow_id as "workflowId", b.event_type_id as "eventTypeId",
                    t.key as "typeKey", 'stop' as role, b.match, b.filter,
                    (extract(epoch from b.look_back) * 1000)::float8 as "lookBack"
               from bindings b join event_types t on t.id = b.event_type_id
              where b.workflow_id = any($1::uuid[]) and b.role = 'stop' and b.enabled
                and (b.look_back is not null or not $2)`,
    },
    [workflowIds, which.looksBack],
  );
}

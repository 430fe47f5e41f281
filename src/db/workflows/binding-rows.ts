import type { WorkflowStatus } from "../../contract/api/workflow.ts";
import type { ForEachMember, StopMatch, Subject } from "../../domain/binding.ts";
import type { Condition } from "../../domain/condition.ts";
import type { Frequency } from "../../domain/frequency.ts";
import type { Schedule } from "../../domain/schedule.ts";
import type { Sql } from "../core/database.ts";

export interface BindingRow {
  id: string;
  role: "start" | "stop";
  source: "event" | "schedule";
  workflowId: string;
  workflowName: string;
  workflowStatus: WorkflowStatus;
  eventTypeId: string;
  eventTypeKey: string;
  eventTypeName: string;
  enabled: boolean;
  frequency: Frequency | null;
  subject: Subject | null;
  filter: Condition | null;
  /** Seconds. */
  ignoreOlderThan: number | null;
  match: StopMatch | null;
  /** Seconds. */
  lookBack: number | null;
  avoidInProgress: boolean;
  includeMachines: boolean;
  forEach: ForEachMember | null;
  schedule: Schedule | null;
  createdAt: Date;
  updatedAt: Date;
}

export type BindingSettings = Pick<
  BindingRow,
  | "enabled"
  | "frequency"
  | "subject"
  | "filter"
  | "ignoreOlderThan"
  | "match"
  | "lookBack"
  | "avoidInProgress"
  | "includeMachines"
  | "forEach"
  | "schedule"
>;

const selectBindings = `
  select b.id, b.role, b.source, b.workflow_id as "workflowId", w.name as "workflowName",
         w.status as "workflowStatus", b.event_type_id as "eventTypeId", t.key as "eventTypeKey",
         t.name as "eventTypeName", b.enabled, b.frequency, b.subject, b.filter, b.match,
         extract(epoch from b.ignore_older_than)::float8 as "ignoreOlderThan",
         extract(epoch from b.look_back)::float8 as "lookBack",
         b.avoid_in_progress as "avoidInProgress", b.include_machines as "includeMachines", b.for_each as "forEach", b.schedule,
         b.created_at as "createdAt", b.updated_at as "updatedAt"
    from bindings b join workflows w on w.id = b.workflow_id join event_types t on t.id = b.event_type_id`;

export async function bindingById(sql: Sql, id: string): Promise<BindingRow | undefined> {
  const [row] = await sql.query<BindingRow>(`${selectBindings} where b.id = $1`, [id]);
  return row;
}

/** Keeps other changes of a binding waiting until the transaction ends. */
export async function lockBinding(sql: Sql, id: string): Promise<void> {
  await sql.query("select 1 from bindings where id = $1 for no key update", [id]);
}

/** All bindings of some workflows, starts before stops, oldest first. */
export async function bindingsOfWorkflows(
  sql: Sql,
  workflowIds: readonly string[],
): Promise<BindingRow[]> {
  return sql.query<BindingRow>(
    `${selectBindings} where b.workflow_id = any($1::uuid[]) order by b.role, b.id`,
    [workflowIds],
  );
}

/** Everything bound to an event type, archived workflows too, by the workflow's name. */
export async function bindingsOfType(sql: Sql, eventTypeId: string): Promise<BindingRow[]> {
  return sql.query<BindingRow>(
    `${selectBindings} where b.event_type_id = $1 order by w.name, b.id`,
    [eventTypeId],
  );
}

function settingsColumns(settings: BindingSettings): unknown[] {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return [
    settings.enabled,
    json(settings.frequency),
    settings.subject,
    json(settings.filter),
    settings.ignoreOlderThan,
    settings.match,
    settings.lookBack,
    settings.avoidInProgress,
    json(settings.forEach),
    json(settings.schedule),
    settings.includeMachines,
  ];
}

/** @throws unique violation `bindings_start_once` when the same start is there already */
export async function insertBinding(
  sql: Sql,
  binding: Pick<BindingRow, "id" | "role" | "source" | "workflowId" | "eventTypeId"> &
    BindingSettings,
): Promise<void> {
  await sql.query(
    `insert into bindings (id, role, source, workflow_id, event_type_id, enabled, frequency, subject,
                           filter, ignore_older_than, match, look_back, avoid_in_progress, for_each, schedule,
                           include_machines)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, make_interval(secs => $10), $11,
             make_interval(secs => $12), $13, $14, $15, $16)`,
    [
      binding.id,
      binding.role,
      binding.source,
      binding.workflowId,
      binding.eventTypeId,
      ...settingsColumns(binding),
    ],
  );
}

/** Whether a workflow has the same start already, beside the binding `but`: what `bindings_start_once` asks. */
export async function hasSameStart(
  sql: Sql,
  start: { workflowId: string; eventTypeId: string; filter: Condition | null },
  but: string | undefined,
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from bindings
      where workflow_id = $1 and event_type_id = $2 and role = 'start'
        and md5(coalesce(filter::text, '')) = md5(coalesce($3::jsonb::text, ''))
        and id is distinct from $4::uuid`,
    [
      start.workflowId,
      start.eventTypeId,
      start.filter === null ? null : JSON.stringify(start.filter),
      but ?? null,
    ],
  );
  return rows.length > 0;
}

/** @throws unique violation `bindings_start_once` when the same start is there already */
export async function updateBinding(
  sql: Sql,
  id: string,
  settings: BindingSettings,
): Promise<void> {
  await sql.query(
    `update bindings
        set enabled = $2, frequency = $3, subject = $4, filter = $5,
            ignore_older_than = make_interval(secs => $6), match = $7,
            look_back = make_interval(secs => $8), avoid_in_progress = $9, for_each = $10,
            schedule = $11, include_machines = $12, updated_at = now()
      where id = $1`,
    [id, ...settingsColumns(settings)],
  );
}

/** Deletes a binding and its memory of who launched when. */
export async function deleteBinding(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query("delete from bindings where id = $1 returning 1", [id]);
  await sql.query("delete from launch_gates where binding_id = $1", [id]);
  return rows.length > 0;
}

export async function eventTypeBy(
  sql: Sql,
  by: { id?: string; key?: string },
): Promise<{ id: string; key: string; name: string } | undefined> {
  const [row] = await sql.query<{ id: string; key: string; name: string }>(
    "select id, key, name from event_types where id = $1 or key = $2 limit 1",
    [by.id ?? null, by.key ?? null],
  );
  return row;
}

/** Keys that look like one that does not exist: the same but for case, or of the same beginning. */
export async function keysLike(sql: Sql, key: string): Promise<string[]> {
  const rows = await sql.query<{ key: string }>(
    `select key from event_types where starts_with(lower(key), lower(left($1, 4)))
      order by lower(key) = lower($1) desc, key limit 3`,
    [key],
  );
  return rows.map((row) => row.key);
}

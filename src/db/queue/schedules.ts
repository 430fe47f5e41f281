import type { Schedule } from "../../domain/schedule.ts";
import type { ForEachMember } from "../../domain/binding.ts";
import type { Sql } from "../core/database.ts";

/** A regular start's schedule as Postgres has it, beside what Temporal was told last. */
export interface ScheduleRow {
  bindingId: string;
  /** Null when the binding is gone, and its schedule has to go. */
  schedule: Schedule | null;
  /** Whether its times start anything now. */
  isOn: boolean;
  workflowName: string | null;
  segment: string | null;
  /** What Temporal was told last; null when it was told nothing. */
  told: string | null;
  toldAt: Date | null;
}

/** Notes that a binding has a schedule, of which Temporal is to be told. */
export async function insertSchedule(sql: Sql, bindingId: string): Promise<void> {
  await sql.query("insert into schedules (binding_id) values ($1)", [bindingId]);
}

export async function schedules(sql: Sql): Promise<ScheduleRow[]> {
  return sql.query<ScheduleRow>(
    `select s.binding_id as "bindingId", b.schedule, w.name as "workflowName",
            b.for_each->>'segment' as segment, s.told, s.told_at as "toldAt",
            coalesce(b.enabled and w.status = 'active', false) as "isOn"
       from schedules s
       left join bindings b on b.id = s.binding_id
       left join workflows w on w.id = b.workflow_id
      order by s.binding_id`,
  );
}

export async function markSynced(sql: Sql, bindingId: string, told: string): Promise<void> {
  await sql.query(
    "update schedules set told = $2, told_at = clock_timestamp() where binding_id = $1",
    [bindingId, told],
  );
}

/** Temporal is told of all of them again, as if for the first time. */
export async function tellSchedulesAgain(sql: Sql): Promise<void> {
  await sql.query("update schedules set told = null, told_at = null");
}

/** Forgets the schedule of a binding that is gone. */
export async function deleteSchedule(sql: Sql, bindingId: string): Promise<void> {
  await sql.query("delete from schedules where binding_id = $1", [bindingId]);
}

/** What a time of a schedule needs to start something. */
export interface FiringBinding {
  workflowId: string;
  typeKey: string;
  schedule: Schedule;
  forEach: ForEachMember;
  isOn: boolean;
}

export async function firingBinding(sql: Sql, id: string): Promise<FiringBinding | undefined> {
  const [row] = await sql.query<FiringBinding>(
    `select b.workflow_id as "workflowId", t.key as "typeKey", b.schedule, b.for_each as "forEach",
            b.enabled and w.status = 'active' as "isOn"
       from bindings b join workflows w on w.id = b.workflow_id join event_types t on t.id = b.event_type_id
      where b.id = $1 and b.source = 'schedule'`,
    [id],
  );
  return row;
}

/** The event type of a regular start, made with it. */
export async function insertRegularType(
  sql: Sql,
  type: { id: string; key: string; name: string },
): Promise<void> {
  await sql.query(
    `insert into event_types (id, key, name, description, category, source)
     values ($1, $2, $3, 'Raised for each member of a segment, by the schedule of a workflow', 'other', 'system')`,
    [type.id, type.key, type.name],
  );
}

import type { Condition } from "../../domain/condition.ts";
import type { GoalValue, GoalWindow } from "../../domain/goal.ts";
import type { Sql } from "../core/database.ts";

export interface GoalRow {
  eventTypeKey: string;
  filter: Condition | null;
  window: GoalWindow;
  value: GoalValue;
  since: Date;
}

export async function goalOfWorkflow(sql: Sql, workflowId: string): Promise<GoalRow | null> {
  const [row] = await sql.query<GoalRow>(
    `select t.key as "eventTypeKey", g.filter, g.counts_for as window, g.value, g.since
       from workflow_goals g join event_types t on t.id = g.event_type_id where g.workflow_id = $1`,
    [workflowId],
  );
  return row ?? null;
}

/** Sets a workflow's goal. The same one again changes nothing, and counts on. */
export async function setGoal(
  sql: Sql,
  workflowId: string,
  goal: {
    eventTypeId: string;
    filter: Condition | null;
    window: GoalWindow;
    value: GoalValue;
  },
): Promise<void> {
  await sql.query(
    `insert into workflow_goals as g (workflow_id, event_type_id, filter, counts_for, value)
     values ($1, $2, $3, $4, $5)
     on conflict (workflow_id) do update
       set event_type_id = excluded.event_type_id, filter = excluded.filter,
           counts_for = excluded.counts_for, value = excluded.value, since = excluded.since
       where (g.event_type_id, g.filter, g.counts_for, g.value) is distinct from
             (excluded.event_type_id, excluded.filter, excluded.counts_for, excluded.value)`,
    [
      workflowId,
      goal.eventTypeId,
      goal.filter === null ? null : JSON.stringify(goal.filter),
      JSON.stringify(goal.window),
      JSON.stringify(goal.value),
    ],
  );
}

export async function dropGoal(sql: Sql, workflowId: string): Promise<void> {
  await sql.query("delete from workflow_goals where workflow_id = $1", [workflowId]);
}

/** The names of workflows whose goal events of a type are. */
export async function workflowsWithGoal(sql: Sql, eventTypeId: string): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `select w.name from workflow_goals g join workflows w on w.id = g.workflow_id
      where g.event_type_id = $1 order by w.name, w.id limit 10`,
    [eventTypeId],
  );
  return rows.map(({ name }) => name);
}

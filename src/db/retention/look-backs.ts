import type { GoalWindow } from "../../domain/goal.ts";
import type { Sql } from "../core/database.ts";

/** How far back goals look, of workflows that are not archived. */
export function goalWindows(
  sql: Sql,
): Promise<{ workflowId: string; workflowName: string; window: GoalWindow }[]> {
  return sql.query(
    `select w.id as "workflowId", w.name as "workflowName", g.counts_for as window
       from workflow_goals g join workflows w on w.id = g.workflow_id
      where w.status <> 'archived' order by w.name, w.id`,
  );
}

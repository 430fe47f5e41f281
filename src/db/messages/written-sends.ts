import type { Sql } from "../core/database.ts";

/** Whether there is a workflow of requests that events of a type start, and that is not over. */
export async function hasSendingWorkflow(
  sql: Sql,
  eventTypeKey: string,
  tag: string,
): Promise<boolean> {
  const rows = await sql.query(
    `select 1
       from event_types t
       join bindings b on b.event_type_id = t.id and b.role = 'start'
       join workflows w on w.id = b.workflow_id
      where t.key = $1 and w.status <> 'archived' and $2 = any(w.tags) limit 1`,
    [eventTypeKey, tag],
  );
  return rows.length > 0;
}

/** Until the transaction's end: nobody else makes such a workflow meanwhile. */
export async function lockSendsOf(sql: Sql, eventTypeKey: string): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('sends of ' || $1, 0))", [
    eventTypeKey,
  ]);
}

import type { Sql } from "../core/database.ts";

/**
 * Writes a pending run of another workflow for the same contact, event and order.
 * @returns false when that workflow is not active or has no version
 */
export async function insertChildRun(
  sql: Sql,
  child: { id: string; temporalId: string; parentId: string; workflowId: string; hops: number },
): Promise<boolean> {
  const rows = await sql.query(
    {
      name: "insert-child-run",
      text: `insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key,
                               contact_id, order_id, test, hops, created_at)
             select $1, $2, null, w.id, v.id, p.event_id, p.event_key, p.contact_id, p.order_id,
                    p.test, $5, date_trunc('milliseconds', clock_timestamp())
               from runs p, workflows w
               join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version
              where p.id = $3 and w.id = $4 and w.status = 'active'
             on conflict (temporal_id) do nothing returning 1`,
    },
    [child.id, child.temporalId, child.parentId, child.workflowId, child.hops],
  );
  return rows.length > 0;
}

/** The run that an earlier time of the same step has started: its parent begins again after failing. */
export async function childRunOf(sql: Sql, temporalId: string): Promise<string | null> {
  const [row] = await sql.query<{ id: string }>("select id from runs where temporal_id = $1", [
    temporalId,
  ]);
  return row?.id ?? null;
}

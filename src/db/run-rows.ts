import type { Sql } from "./database.ts";

/** A run as its blocks need it. */
export interface RunRecord {
  id: string;
  workflowId: string;
  versionId: string;
  eventId: string;
  contactId: string;
  orderId: string | null;
  status: "pending" | "running" | "completed" | "failed" | "stopped";
}

/**
 * A run, its row locked to the end of the transaction: two attempts of the same step then follow
 * one another, and the second finds the first one's journal row.
 */
export async function lockRun(sql: Sql, id: string): Promise<RunRecord | undefined> {
  const rows = await sql.query<RunRecord>(
    {
      name: "lock-run",
      text: `select id, workflow_id as "workflowId", version_id as "versionId", event_id as "eventId",
                    contact_id as "contactId", order_id as "orderId", status
               from runs where id = $1 for no key update`,
    },
    [id],
  );
  return rows[0];
}

export async function setRunOrder(sql: Sql, runId: string, orderId: string): Promise<void> {
  await sql.query("update runs set order_id = $2 where id = $1", [runId, orderId]);
}

/** Writes a run's end, once. */
export async function endRun(
  sql: Sql,
  id: string,
  end: {
    status: "completed" | "stopped" | "failed";
    stopEventId: string | null;
    error: string | null;
  },
): Promise<void> {
  await sql.query(
    {
      name: "end-run",
      text: `update runs set status = $2, stop_event_id = $3, error = $4::jsonb,
                             started_at = coalesce(started_at, clock_timestamp()), ended_at = clock_timestamp()
              where id = $1 and status in ('pending', 'running')`,
    },
    [id, end.status, end.stopEventId, end.error],
  );
}

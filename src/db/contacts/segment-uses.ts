import type { Sql } from "../core/database.ts";

export interface BroadcastUsingSegment {
  id: string;
  workflowId: string;
  workflowName: string;
  createdAt: Date;
}

/** The newest broadcasts that went, or go, to a segment. */
export async function broadcastsTo(
  sql: Sql,
  segmentId: string,
  limit: number,
): Promise<BroadcastUsingSegment[]> {
  return sql.query<BroadcastUsingSegment>(
    `select b.id, r.workflow_id as "workflowId", w.name as "workflowName", b.created_at as "createdAt"
       from broadcasts b join runs r on r.id = b.run_id join workflows w on w.id = r.workflow_id
      where b.segment_id = $1 order by b.created_at desc, b.id desc limit $2`,
    [segmentId, limit],
  );
}

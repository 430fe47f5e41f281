import type { RunSummary } from "../../contract/api/run.ts";
import type { RunHistoryRow } from "../../db/runs/run-history.ts";

export function presentRun(row: RunHistoryRow): RunSummary {
  const { id, version, test, status, contactId, createdAt, startedAt, endedAt, error } = row;
  const { waitsAt } = row;
  return {
    id,
    workflow: { id: row.workflowId, name: row.workflowName },
    version,
    test,
    status,
    contactId,
    event: { id: row.eventId, typeKey: row.typeKey, key: row.eventKey },
    createdAt,
    startedAt,
    endedAt,
    error,
    waitsAt: waitsAt === null ? null : { ...waitsAt, until: new Date(waitsAt.until) },
  };
}

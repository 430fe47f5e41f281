import type { FanOutAnswer } from "../../contract/api/fan-out.ts";
import type { FanOutRow } from "../../db/queue/fan-outs.ts";

/** A fan-out as the API shows it. */
export function presentFanOut(row: FanOutRow): FanOutAnswer {
  const { id, kind, cause, bindingId, eventId, runId, blockId, scheduledAt, state } = row;
  const { total, done, launched, failed, reason, error, createdAt, startedAt, endedAt } = row;
  return {
    id,
    kind,
    cause,
    bindingId,
    eventId,
    runId,
    blockId,
    scheduledAt,
    state,
    total,
    done,
    launched,
    failed,
    reason,
    error,
    createdAt,
    startedAt,
    endedAt,
    workflow: row.workflowId === null ? null : { id: row.workflowId, name: row.workflowName ?? "" },
    segment: row.segmentId === null ? null : { id: row.segmentId, name: row.segment ?? "" },
    eventTypeKey: row.typeKey,
    stopReason: row.stopRequested,
  };
}

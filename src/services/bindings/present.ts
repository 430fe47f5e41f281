import type { BindingAnswer } from "../../contract/api/binding.ts";
import type { BindingRow } from "../../db/workflows/binding-rows.ts";
import { spanOf } from "./span.ts";
import { bindingLabel } from "./label.ts";

/** A binding as the API shows it. */
export function presentBinding(row: BindingRow): BindingAnswer {
  const span = (seconds: number | null) => (seconds === null ? null : spanOf(seconds));
  return {
    id: row.id,
    role: row.role,
    source: row.source,
    workflow: { id: row.workflowId, name: row.workflowName, status: row.workflowStatus },
    eventType: { id: row.eventTypeId, key: row.eventTypeKey, name: row.eventTypeName },
    enabled: row.enabled,
    frequency: row.frequency,
    subject: row.subject,
    filter: row.filter,
    ignoreOlderThan: span(row.ignoreOlderThan),
    avoidInProgress: row.avoidInProgress,
    forEachMemberOf: row.source === "schedule" ? null : row.forEach,
    segment: segmentOf(row),
    schedule: row.schedule,
    match: row.match,
    lookBack: span(row.lookBack),
    words: bindingLabel(row),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function segmentOf({ source, forEach }: BindingRow): string | null {
  return source === "schedule" && forEach !== null && "segment" in forEach ? forEach.segment : null;
}

import type { ServiceContext } from "../context.ts";
import type { Dependencies } from "../../contract/api/event-types.ts";
import { bindingsOfType } from "../../db/workflows/binding-rows.ts";
import { lastRunTimes } from "../../db/events/event-type-links.ts";
import { recentRunCounts } from "../../db/workflows/workflow-list.ts";
import { frequencyLabel } from "../../domain/frequency.ts";
import { required } from "../../domain/required.ts";
import { bindingLabel } from "../bindings/label.ts";
import { getEventType } from "./event-types.ts";

/**
 * The workflows that a type starts and stops, archived ones too, and how busy they are.
 * @throws AppError `not_found`
 */
export async function eventTypeDependencies(
  context: ServiceContext,
  id: string,
): Promise<Dependencies> {
  await getEventType(context, id);
  const bindings = await bindingsOfType(context.sql, id);
  const workflowIds = [...new Set(bindings.map(({ workflowId }) => workflowId))];
  const counts = await recentRunCounts(context.sql, workflowIds);
  const recent = new Map(counts.map((count) => [count.workflowId, count.last7Days]));
  const last = await lastRunTimes(context.sql, workflowIds);
  const found: Dependencies = { starts: [], stops: [] };
  for (const binding of bindings) {
    const { workflowId, workflowName, workflowStatus, enabled, frequency, subject } = binding;
    const linked = {
      bindingId: binding.id,
      enabled,
      workflowId,
      workflowName,
      status: workflowStatus,
      words: bindingLabel(binding),
      runsLast7Days: recent.get(workflowId) ?? 0,
      lastRunAt: last.get(workflowId) ?? null,
    };
    if (binding.role === "stop") found.stops.push(linked);
    else if (frequency !== null) {
      const words = frequencyLabel(frequency, required(subject, "the subject of a start"));
      found.starts.push({ ...linked, frequency: words });
    }
  }
  return found;
}

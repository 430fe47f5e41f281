import type { ServiceContext } from "../context.ts";
import type { WorkflowSummary } from "../../contract/api/workflow.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import type { ListedWorkflow } from "../../db/workflows/workflow-list.ts";
import { recentRunCounts } from "../../db/workflows/workflow-list.ts";
import { bindingLabel } from "../bindings/label.ts";

/** Workflows as lists show them: with what launches them and how busy they are. */
export async function presentWorkflows(
  context: ServiceContext,
  rows: readonly ListedWorkflow[],
): Promise<WorkflowSummary[]> {
  const ids = rows.map(({ id }) => id);
  const bindings = await bindingsOfWorkflows(context.sql, ids);
  const counts = new Map(
    (await recentRunCounts(context.sql, ids)).map((count) => [count.workflowId, count]),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    tags: row.tags,
    status: row.status,
    currentVersion: row.currentVersion,
    launchConditions: bindings
      .filter(({ workflowId }) => workflowId === row.id)
      .map((binding) => ({
        bindingId: binding.id,
        role: binding.role,
        enabled: binding.enabled,
        eventTypeId: binding.eventTypeId,
        eventTypeKey: binding.eventTypeKey,
        eventTypeName: binding.eventTypeName,
        source: binding.source,
        words: bindingLabel(binding),
      })),
    runs: {
      last24Hours: counts.get(row.id)?.last24Hours ?? 0,
      last7Days: counts.get(row.id)?.last7Days ?? 0,
    },
    waiting: counts.get(row.id)?.underWay ?? 0,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }));
}

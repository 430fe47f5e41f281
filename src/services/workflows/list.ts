import { z } from "zod";
import type { Page } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor, decodeIdCursor } from "../../contract/api/page.ts";
import type { ListWorkflowsQuery, WorkflowSummary } from "../../contract/api/workflow.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import type {
  AfterWorkflow,
  ListedWorkflow,
  WorkflowSort,
} from "../../db/workflows/workflow-list.ts";
import { recentRunCounts, workflowsInOrder } from "../../db/workflows/workflow-list.ts";
import type { LiveVersion } from "../../db/workflows/live-versions.ts";
import { liveVersionsOf } from "../../db/workflows/live-versions.ts";
import { bindingLabel } from "../bindings/label.ts";
import type { ServiceContext } from "../context.ts";
import { countChanges, definitionChanges } from "./definition-changes.ts";
import { publisherOf } from "./history.ts";

const cursorParts = {
  name: z.tuple([z.string(), z.guid()]),
  updatedAt: z.tuple([z.iso.datetime(), z.guid()]),
};

/** Workflows: newest first, those changed last first, or by name. */
export async function listWorkflows(
  context: ServiceContext,
  query: ListWorkflowsQuery,
): Promise<Page<WorkflowSummary>> {
  const { limit, after, sort, ...filter } = query;
  const from = after === undefined ? null : readCursor(sort, after);
  const rows = await workflowsInOrder(context.sql, filter, sort, limit + 1, from);
  const page = cutPage(rows, limit, (row) => cursorOf(sort, row));
  return { items: await presentWorkflows(context, page.items), next: page.next };
}

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
  const live = new Map(
    (await liveVersionsOf(context.sql, ids)).map((version) => [version.workflowId, version]),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    tags: row.tags,
    status: row.status,
    currentVersion: row.currentVersion,
    ...liveStateOf(live.get(row.id)),
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

function liveStateOf(
  version: LiveVersion | undefined,
): Pick<WorkflowSummary, "live" | "unpublishedChanges"> {
  if (version === undefined) return { live: null, unpublishedChanges: 0 };
  const { number, publishedAt, draft, definition } = version;
  const isSame = draft === null || definition === null;
  return {
    live: { number, publishedAt, publishedBy: publisherOf(version) },
    unpublishedChanges: isSame ? 0 : countChanges(definitionChanges(definition, draft)),
  };
}

function cursorOf(sort: WorkflowSort, { id, name, updatedAt }: ListedWorkflow): string[] {
  if (sort === "createdAt") return [id];
  return [sort === "name" ? name : updatedAt.toISOString(), id];
}

function readCursor(sort: WorkflowSort, text: string): AfterWorkflow {
  if (sort === "createdAt") return { value: "", id: decodeIdCursor(text) };
  const parsed = cursorParts[sort].safeParse(decodeCursor(text, 2));
  if (!parsed.success) throw badCursor();
  const [value, id] = parsed.data;
  return { value, id };
}

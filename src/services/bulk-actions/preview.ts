import type { BulkPreview } from "../../contract/api/bulk-action.ts";
import type { RunToActOn } from "../../db/runs/run-history.ts";
import { countWithoutBlock } from "../../db/runs/run-retries.ts";
import { namesOfWorkflows } from "../../db/workflows/workflow-rows.ts";
import type { ServiceContext } from "../context.ts";
import type { Sought } from "./which-runs.ts";
import { filterOf, soughtPage } from "./which-runs.ts";

const pageSize = 2_000;
const shown = 20;

/** Counts the runs that an action would be done to, by the same pages that would carry it out. */
export async function previewOf(
  context: ServiceContext,
  sought: Sought,
  patienceMs: number,
): Promise<BulkPreview> {
  const until = performance.now() + patienceMs;
  const filter = await filterOf(context, sought);
  const byWorkflow = new Map<string, number>();
  const byStatus = new Map<RunToActOn["status"], number>();
  const sample: string[] = [];
  let found = 0;
  let blockGone = 0;
  let below: string | null = null;
  do {
    const page = await soughtPage(context, filter, below, pageSize);
    for (const { id, workflowId, status } of page.runs) {
      byWorkflow.set(workflowId, (byWorkflow.get(workflowId) ?? 0) + 1);
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
      if (sample.length < shown) sample.push(id);
    }
    if (sought.retryIn !== undefined) {
      const ids = page.runs.map(({ id }) => id);
      blockGone += await countWithoutBlock(context.sql, ids, sought.retryIn);
    }
    found += page.runs.length;
    below = page.next;
  } while (below !== null && performance.now() < until);
  const names = await namesOfWorkflows(context.sql, [...byWorkflow.keys()]);
  return {
    found,
    isAll: below === null,
    workflows: mostFirst(byWorkflow).map(([id, runs]) => ({ id, name: names.get(id) ?? "", runs })),
    statuses: mostFirst(byStatus).map(([status, runs]) => ({ status, runs })),
    outcomes: [],
    blockGone,
    sample,
  };
}

export function mostFirst<Key>(counts: ReadonlyMap<Key, number>): [Key, number][] {
  return [...counts].toSorted(([, one], [, other]) => other - one);
}

import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { RunsQuery, RunSummary } from "../../contract/api/run.ts";
import type { Database } from "../../db/database.ts";
import { runsBelow } from "../../db/run-history.ts";
import { presentRun } from "./present.ts";

/** Runs, newest first. */
export async function listRuns(db: Database, query: RunsQuery): Promise<Page<RunSummary>> {
  const { limit, after, ...filter } = query;
  const below = after === undefined ? undefined : decodeIdCursor(after);
  const page = cutPage(await runsBelow(db, { ...filter, below }, limit + 1), limit, ({ id }) => [
    id,
  ]);
  return { items: page.items.map(presentRun), next: page.next };
}

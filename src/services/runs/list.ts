import type { ServiceContext } from "../context.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeIdCursor } from "../../contract/api/page.ts";
import type { RunsQuery, RunSummary } from "../../contract/api/run.ts";
import { typeIdsOfKey } from "../../db/events/event-history.ts";
import { runsBelow } from "../../db/runs/run-history.ts";
import { presentRun } from "./present.ts";

/** Runs, newest first. */
export async function listRuns(
  context: ServiceContext,
  query: RunsQuery,
): Promise<Page<RunSummary>> {
  const { limit, after, typeKey, ...given } = query;
  const below = after === undefined ? undefined : decodeIdCursor(after);
  const filter = typeKey === undefined ? given : { ...given, type: await typeOf(context, typeKey) };
  const rows = await runsBelow(context.sql, { ...filter, below }, limit + 1);
  const page = cutPage(rows, limit, ({ id }) => [id]);
  return { items: page.items.map(presentRun), next: page.next };
}

/** A deleted type's runs are found by the key that it had. */
async function typeOf(
  context: ServiceContext,
  key: string,
): Promise<{ key: string; ids: string[] }> {
  return { key, ids: await typeIdsOfKey(context.sql, key) };
}

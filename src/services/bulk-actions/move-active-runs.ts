import { newId } from "../../platform/new-id.ts";
import type { ActiveRuns } from "../../contract/api/active-runs.ts";
import type { Placements } from "../../contract/api/bulk-action.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { insertBulkAction } from "../../db/queue/bulk-actions.ts";
import { countRunsToStop } from "../../db/queue/fan-out-pages.ts";
import { sayRun } from "../../domain/sentences/run-sentences.ts";
import type { ServiceContext } from "../context.ts";
import { goOn } from "../workflows/active-runs.ts";
import { requireInterpreters } from "../workers/require-release.ts";
import { requireTargets } from "./requirements.ts";

/**
 * Has the active runs of other versions go on in one that is published, in its transaction.
 * @throws AppError `invalid` where it lacks a block that people are moved to; `conflict` while workers of
 *   an earlier release are alive
 */
export async function moveActiveRuns(
  context: ServiceContext,
  {
    workflowId,
    version,
    places,
  }: { workflowId: string; version: { id: string; number: number }; places: Placements },
): Promise<ActiveRuns> {
  await requireTargets(context, version, places);
  const requestedAt = await serverTime(context.sql);
  const which = { workflowId, startedBefore: requestedAt, keepVersionId: version.id };
  const count = await countRunsToStop(context.sql, which);
  if (count === 0) return goOn(count);
  await requireInterpreters(context);
  const id = newId();
  await insertBulkAction(context.sql, {
    id,
    kind: "move",
    filter: { workflowId },
    search: null,
    settings: { toVersion: version.number, toVersionId: version.id, places },
    reason: sayRun("versionPublished", { version: version.number }),
    found: count,
    foundAll: true,
    actor: context.actor,
    requestedAt,
  });
  return { count, now: "moving", fanOutId: null, bulkActionId: id };
}

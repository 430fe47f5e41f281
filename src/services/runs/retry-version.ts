import type { ToVersion } from "../../contract/api/run-by-hand.ts";
import type { CurrentVersion } from "../../contract/api/run.ts";
import { AppError } from "../../contract/errors.ts";
import type { RetryOrigin } from "../../contract/retry-origins.ts";
import type { PlannedVersion } from "../../db/runs/run-moves.ts";
import { planOfVersion, publishedVersion } from "../../db/runs/run-moves.ts";
import { failedBlockOf, journaledWay } from "../../db/runs/run-retries.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { failedPlace, hasSameBlock } from "../../domain/failed-place.ts";
import type { RunCursor } from "../../domain/plan.ts";
import { requireInterpreters } from "../workers/require-release.ts";
import type { ServiceContext } from "../context.ts";

export interface RetryWish {
  from: RetryOrigin;
  /** Missing: the run's own. */
  toVersion?: ToVersion | undefined;
}

/** The version has no block like the one at which the run stands. */
export interface BlockGone {
  outcome: "blockGone";
  version: number;
  blockId: string;
}

interface TakeVersion {
  outcome: "take";
  version: PlannedVersion;
  /** Where the run goes on in it; null: at its start. */
  cursor: RunCursor | null;
  /** The blocks of it that set goals. */
  goals: string[];
}

/**
 * The version that a failed run is to go on in, and where.
 * @returns undefined: it is the one that it is in
 * @throws AppError `not_found` of the version; `conflict` while workers of an earlier release are alive
 */
export async function versionToTake(
  context: ServiceContext,
  run: RunRecord,
  { from, toVersion }: RetryWish,
): Promise<TakeVersion | BlockGone | undefined> {
  if (toVersion === undefined) return undefined;
  const { sql } = context;
  const version = await publishedVersion(sql, run.workflowId, toVersion);
  if (version === undefined && toVersion !== "current") {
    throw new AppError("not_found", `the workflow has no version ${toVersion}`);
  }
  // A test launch of a workflow that was never published has its draft only.
  if (version === undefined || version.id === run.versionId) return undefined;
  const { plan } = version;
  const goals = Object.keys(plan.blocks).filter((id) => plan.blocks[id]?.kind === "goal");
  if (from === "start") return { outcome: "take", version, cursor: null, goals };
  const place = await placeIn(context, run, version);
  if ("outcome" in place) return place;
  const { cursor } = place;
  if (cursor !== null) await requireInterpreters(context);
  return { outcome: "take", version, cursor, goals };
}

/** Where a failed run stands in another version, if that one has its block. */
async function placeIn(
  { sql }: ServiceContext,
  run: { id: string; versionId: string },
  { plan, number }: PlannedVersion,
): Promise<{ cursor: RunCursor | null } | BlockGone> {
  const cursor = failedPlace(await failedBlockOf(sql, run.id), await journaledWay(sql, run.id));
  if (cursor === null) return { cursor };
  const { blockId } = cursor;
  const isThere = hasSameBlock(plan, blockId, await planOfVersion(sql, run.versionId));
  return isThere ? { cursor } : { outcome: "blockGone", version: number, blockId };
}

/** What a retry of a failed run in the version that is published now would come to; null: it is in it. */
export async function currentVersionFor(
  context: ServiceContext,
  run: { id: string; workflowId: string; versionId: string; status: string },
): Promise<CurrentVersion | null> {
  if (run.status !== "failed") return null;
  const version = await publishedVersion(context.sql, run.workflowId, "current");
  if (version === undefined || version.id === run.versionId) return null;
  const hasFailedBlock = !("outcome" in (await placeIn(context, run, version)));
  return { number: version.number, hasFailedBlock };
}

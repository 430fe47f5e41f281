import { newId } from "../../platform/new-id.ts";
import type { BulkAction, BulkPreview, NewBulkAction } from "../../contract/api/bulk-action.ts";
import { AppError } from "../../contract/errors.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { insertBulkAction } from "../../db/queue/bulk-actions.ts";
import type { ServiceContext } from "../context.ts";
import { requireVersion, requireWorkflow } from "../workflows/require.ts";
import { getBulkAction } from "./bulk-actions.ts";
import { invalid, requireInterpreters, requireTargets } from "./requirements.ts";
import { previewOf } from "./preview.ts";
import type { Sought } from "./which-runs.ts";

/**
 * How many runs an action would be done to, and which.
 * @throws AppError `invalid`, `not_found`, or `conflict` as a request of it would be
 */
export async function previewBulkAction(
  context: ServiceContext,
  wanted: NewBulkAction,
): Promise<BulkPreview> {
  return previewOf(context, (await prepare(context, wanted)).sought);
}

/**
 * Asks for an action on many runs: workers carry it out, page by page.
 * @throws AppError `invalid`; `not_found` of its workflow or version; `conflict` when more runs were found
 *   than the caller allows, or workers of an earlier release are alive, which could not carry it out
 */
export async function requestBulkAction(
  context: ServiceContext,
  wanted: NewBulkAction,
): Promise<BulkAction> {
  const { sought, settings } = await prepare(context, wanted);
  const { found, isAll } = await previewOf(context, sought);
  const { atMost, reason, action: kind } = wanted;
  if (atMost !== undefined && (found > atMost || !isAll)) {
    const count = isAll ? `${found}` : `more than ${found}`;
    throw new AppError(
      "conflict",
      `${count} runs are found by now, and at most ${atMost} are allowed`,
    );
  }
  const id = newId();
  const { search = null, ...filter } = wanted.runs;
  await insertBulkAction(context.sql, {
    id,
    kind,
    filter,
    search,
    settings,
    reason,
    found,
    foundAll: isAll,
    actor: context.actor,
    requestedAt: sought.asOf,
  });
  return getBulkAction(context, id);
}

interface Prepared {
  sought: Sought;
  /** What the worker has to know beside. */
  settings: Record<string, unknown>;
}

async function prepare(context: ServiceContext, wanted: NewBulkAction): Promise<Prepared> {
  const { action: kind, runs } = wanted;
  if (runs.workflowId !== undefined) await requireWorkflow(context, runs.workflowId);
  const asOf = await serverTime(context.sql);
  if (kind === "pause" || kind === "move") await requireInterpreters(context);
  if (kind === "retry") {
    return { sought: { kind, runs, asOf }, settings: await retrySettings(context, wanted) };
  }
  if (kind !== "move") return { sought: { kind, runs, asOf }, settings: {} };
  const to = await targetOf(context, wanted);
  return {
    sought: { kind, runs, asOf, toVersionId: to.id },
    settings: { toVersion: to.number, toVersionId: to.id, places: wanted.places },
  };
}

async function retrySettings(
  context: ServiceContext,
  { runs, from, toVersion }: Extract<NewBulkAction, { action: "retry" }>,
): Promise<Record<string, unknown>> {
  if (toVersion === undefined) return { from };
  if (toVersion !== "current") {
    if (runs.workflowId === undefined) {
      throw invalid("runs.workflowId", "is needed: a version's number is that of one workflow");
    }
    await requireVersion(context, runs.workflowId, toVersion);
  }
  if (from === "failedBlock") await requireInterpreters(context);
  return { from, toVersion };
}

/** The version that runs are to go on in. It has the blocks that people are moved to. */
async function targetOf(
  context: ServiceContext,
  { runs, toVersion, places }: Extract<NewBulkAction, { action: "move" }>,
): Promise<{ id: string; number: number }> {
  const { workflowId } = runs;
  if (workflowId === undefined) {
    throw invalid("runs.workflowId", "is needed: runs move between versions of one workflow");
  }
  const { currentVersion } = await requireWorkflow(context, workflowId);
  const number = toVersion ?? currentVersion;
  if (number === null)
    throw new AppError("conflict", "the workflow has no version yet: publish it");
  const version = await requireVersion(context, workflowId, number);
  await requireTargets(context, version, places);
  return { id: version.id, number };
}

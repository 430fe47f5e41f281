import { newId } from "../../platform/new-id.ts";
import type {
  BulkAction,
  BulkPreview,
  BulkRuns,
  NewBulkAction,
  ReplayedEvents,
} from "../../contract/api/bulk-action.ts";
import { AppError } from "../../contract/errors.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { insertBulkAction } from "../../db/queue/bulk-actions.ts";
import type { ServiceContext } from "../context.ts";
import { requireInterpreters } from "../workers/require-release.ts";
import { requireVersion, requireWorkflow } from "../workflows/require.ts";
import { getBulkAction } from "./bulk-actions.ts";
import { invalid, requireTargets } from "./requirements.ts";
import { previewOf } from "./preview.ts";
import type { Replay } from "./replay.ts";
import { foreseeReplay } from "./replay.ts";
import type { Sought } from "./which-runs.ts";

/** Nobody waits longer for a count. */
const patienceMs = 4_000;

/**
 * How many runs an action would be done to, and which; or what a replay would start.
 * @throws AppError `invalid`, `not_found`, or `conflict` as a request of it would be
 */
export async function previewBulkAction(
  context: ServiceContext,
  wanted: NewBulkAction,
): Promise<BulkPreview> {
  return countOf(context, await prepare(context, wanted));
}

/** What an action is about: runs, or events. */
interface Prepared {
  about: { sought: Sought } | { replay: Replay };
  asOf: Date;
  /** What the worker has to know beside the filter. */
  settings: Record<string, unknown>;
}

function countOf(context: ServiceContext, { about }: Prepared): Promise<BulkPreview> {
  return "replay" in about
    ? foreseeReplay(context, about.replay, patienceMs)
    : previewOf(context, about.sought, patienceMs);
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
  const prepared = await prepare(context, wanted);
  const { found, isAll } = await countOf(context, prepared);
  const { atMost, reason, action: kind } = wanted;
  if (atMost !== undefined && (found > atMost || !isAll)) {
    const count = isAll ? `${found}` : `more than ${found}`;
    throw new AppError(
      "conflict",
      `${count} ${kind === "replay" ? "events" : "runs"} are found by now, and at most ${atMost} are allowed`,
    );
  }
  const id = newId();
  const { search = null, ...filter } = filterGiven(wanted);
  await insertBulkAction(context.sql, {
    id,
    kind,
    filter,
    search,
    settings: prepared.settings,
    reason,
    found,
    foundAll: isAll,
    actor: context.actor,
    requestedAt: prepared.asOf,
  });
  return getBulkAction(context, id);
}

function filterGiven(wanted: NewBulkAction): Partial<BulkRuns> & Partial<ReplayedEvents> {
  return wanted.action === "replay" ? wanted.events : wanted.runs;
}

async function prepare(context: ServiceContext, wanted: NewBulkAction): Promise<Prepared> {
  const asOf = await serverTime(context.sql);
  if (wanted.action === "replay") {
    const { bindingId, includePast, despiteAge, events } = wanted;
    const settings = { bindingId, includePast, despiteAge };
    return { about: { replay: { ...settings, events, asOf } }, asOf, settings };
  }
  const { action: kind, runs } = wanted;
  if (runs.workflowId !== undefined) await requireWorkflow(context, runs.workflowId);
  if (kind === "pause" || kind === "move") await requireInterpreters(context);
  const sought = { kind, runs, asOf };
  if (kind === "retry") {
    const settings = await retrySettings(context, wanted);
    const retryIn = wanted.from === "failedBlock" ? wanted.toVersion : undefined;
    return { about: { sought: { ...sought, retryIn } }, asOf, settings };
  }
  if (kind !== "move") return { about: { sought }, asOf, settings: {} };
  const to = await targetOf(context, wanted);
  return {
    about: { sought: { ...sought, toVersionId: to.id } },
    asOf,
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

import type {
  BulkPreview,
  BulkRuns,
  NewBulkAction,
  NewDrain,
  NewReplay,
  NewRunAction,
} from "../../contract/api/bulk-action.ts";
import type { ToVersion } from "../../contract/api/run-by-hand.ts";
import { AppError } from "../../contract/errors.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { ofDrains, ofReplays } from "../../domain/process-standing.ts";
import type { ServiceContext } from "../context.ts";
import { requireHeeding, requireInterpreters } from "../workers/require-release.ts";
import { requireVersion, requireWorkflow } from "../workflows/require.ts";
import { previewDrain } from "./drain.ts";
import { previewOf } from "./preview.ts";
import { foreseeReplay } from "./replay.ts";
import { invalid, requireTargets } from "./requirements.ts";

/** Nobody waits longer for a count. */
const patienceMs = 4_000;

/** An action that may be asked for. */
export interface Prepared {
  /** What it would be done to, as things are now. */
  count(): Promise<BulkPreview>;
  filter: object & Pick<BulkRuns, "search">;
  /** What the worker has to know beside the filter. */
  settings: Record<string, unknown>;
  asOf: Date;
}

/**
 * @throws AppError `invalid`; `not_found` of its workflow or version; `conflict` while workers of an
 *   earlier release are alive, which could not carry it out
 */
export async function prepare(context: ServiceContext, wanted: NewBulkAction): Promise<Prepared> {
  const asOf = await serverTime(context.sql);
  if (wanted.action === "replay") return replayed(context, wanted, asOf);
  if (wanted.action === "drain") return drained(context, wanted, asOf);
  return done(context, wanted, asOf);
}

async function drained(
  context: ServiceContext,
  { messages: filter }: NewDrain,
  asOf: Date,
): Promise<Prepared> {
  if (filter.workflowId !== undefined) await requireWorkflow(context, filter.workflowId);
  await requireHeeding(context, ofDrains);
  const count = () => previewDrain(context, { messages: filter, asOf });
  return { count, filter, settings: {}, asOf };
}

async function replayed(
  context: ServiceContext,
  { bindingId, includePast, despiteAge, events }: NewReplay,
  asOf: Date,
): Promise<Prepared> {
  await requireHeeding(context, ofReplays);
  const settings = { bindingId, includePast, despiteAge };
  const count = () => foreseeReplay(context, { ...settings, events, asOf }, patienceMs);
  return { count, filter: events, settings, asOf };
}

/** What is done to runs. */
async function done(context: ServiceContext, wanted: NewRunAction, asOf: Date): Promise<Prepared> {
  const { action: kind, runs } = wanted;
  if (runs.workflowId !== undefined) await requireWorkflow(context, runs.workflowId);
  if (kind === "pause" || kind === "move") await requireInterpreters(context);
  const settings = await settingsOf(context, wanted);
  const { toVersionId } = settings;
  const retryIn = retryInOf(wanted);
  const count = () => previewOf(context, { kind, runs, asOf, toVersionId, retryIn }, patienceMs);
  return { count, filter: runs, settings, asOf };
}

/** In which version a retry needs the block that failed. */
function retryInOf(wanted: NewBulkAction): ToVersion | undefined {
  const isAtBlock = wanted.action === "retry" && wanted.from === "failedBlock";
  return isAtBlock ? wanted.toVersion : undefined;
}

async function settingsOf(
  context: ServiceContext,
  wanted: NewRunAction,
): Promise<{ toVersionId?: string; [other: string]: unknown }> {
  if (wanted.action === "retry") return retrySettings(context, wanted);
  if (wanted.action !== "move") return {};
  const to = await targetOf(context, wanted);
  return { toVersion: to.number, toVersionId: to.id, places: wanted.places };
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

import type { Page } from "../../contract/api/page.ts";
import { cutLookedThrough, decodeIdCursor } from "../../contract/api/page.ts";
import type { RunDetails, RunSummary, RunsQuery } from "../../contract/api/run.ts";
import { AppError } from "../../contract/errors.ts";
import { typeIdsOfKey } from "../../db/events/event-history.ts";
import { messagesOfRun } from "../../db/messages/message-history.ts";
import type { RunHistoryRow, StopRow, VisitRow } from "../../db/runs/run-history.ts";
import { runDetailsById, runsBelow, stopsOfRun, visitsOfRun } from "../../db/runs/run-history.ts";
import { movesOfRun } from "../../db/runs/run-moves.ts";
import type { RetryRow } from "../../db/runs/run-retries.ts";
import { retriesOfRun } from "../../db/runs/run-retries.ts";
import type { Config } from "../../platform/config/config.ts";
import type { ServiceContext } from "../context.ts";
import { presentMessage } from "../messages/present.ts";
import { summariesOf } from "../workflows/summaries.ts";
import { blockOfRun } from "./block-of-run.ts";
import { currentVersionFor } from "./retry-version.ts";
import { temporalRunUrl } from "./temporal-url.ts";

const maxMessages = 1_000;

/** A run: the way it went, what it sent, how it ended. @throws AppError `not_found` */
export async function getRun(
  context: ServiceContext,
  temporal: Config["temporal"],
  id: string,
): Promise<RunDetails> {
  const row = await runDetailsById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no run ${id}`);
  const names = new Map(row.definition.blocks.map((block) => [block.id, block.name ?? null]));
  const visits = await visitsOfRun(context.sql, id);
  const messages = await messagesOfRun(context.sql, id, maxMessages);
  return {
    ...presentRun(row),
    versionId: row.versionId,
    pausedBefore: row.pausedBefore,
    bindingId: row.bindingId,
    orderId: row.orderId,
    definition: row.definition,
    summaries: summariesOf(row.definition),
    at: blockOfRun(row, visits, context.now()),
    visits: visits.map((visit) => presentVisit(visit, names)),
    currentVersion: await currentVersionFor(context, row),
    retries: (await retriesOfRun(context.sql, id)).map((retry) => presentRetry(retry, names)),
    messages: messages.map(presentMessage),
    stops: (await stopsOfRun(context.sql, id)).map(presentStop),
    moves: await movesOfRun(context.sql, id),
    stopReason: row.stopReason,
    dispatchError: row.dispatchError,
    temporalId: row.temporalId,
    temporalUrl: temporalRunUrl(temporal, row),
  };
}

/** Runs, newest first. */
export async function listRuns(
  context: ServiceContext,
  query: RunsQuery,
): Promise<Page<RunSummary>> {
  const { limit, after, typeKey, ...given } = query;
  const below = after === undefined ? undefined : decodeIdCursor(after);
  const filter = typeKey === undefined ? given : { ...given, type: await typeOf(context, typeKey) };
  const found = await runsBelow(context.sql, { ...filter, below }, limit + 1);
  const page = cutLookedThrough(found, limit, ({ id }) => [id]);
  return { items: page.items.map(presentRun), next: page.next };
}

export function presentRun(row: RunHistoryRow): RunSummary {
  const { id, version, test, status, contactId, createdAt, startedAt, endedAt, error } = row;
  const { contactName, pausedAt, waitsAt } = row;
  return {
    id,
    workflow: { id: row.workflowId, name: row.workflowName },
    version,
    test,
    status,
    contactId,
    contactName,
    event: { id: row.eventId, typeKey: row.typeKey, key: row.eventKey },
    createdAt,
    startedAt,
    endedAt,
    error,
    pausedAt,
    waitsAt: waitsAt === null ? null : { ...waitsAt, until: new Date(waitsAt.until) },
  };
}

function presentVisit(visit: VisitRow, names: ReadonlyMap<string, string | null>) {
  const { note, ...outcome } = visit.outcome;
  return {
    ...visit,
    name: names.get(visit.blockId) ?? null,
    note: typeof note === "string" ? note : "",
    outcome,
  };
}

function presentRetry(
  { origin, way, ...retry }: RetryRow,
  names: ReadonlyMap<string, string | null>,
) {
  const visits = way.map(({ until, startedAt, endedAt, ...visit }) => ({
    ...visit,
    until: instantOf(until),
    startedAt: new Date(startedAt),
    endedAt: instantOf(endedAt),
  }));
  return { ...retry, from: origin, visits: visits.map((visit) => presentVisit(visit, names)) };
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function presentStop({ askedBy, ...stop }: StopRow) {
  return { ...stop, by: stop.eventId === null ? askedBy : ("event" as const) };
}

/** A deleted type's runs are found by the key that it had. */
async function typeOf(
  context: ServiceContext,
  key: string,
): Promise<{ key: string; ids: string[] }> {
  return { key, ids: await typeIdsOfKey(context.sql, key) };
}

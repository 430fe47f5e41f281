import type { ServiceContext } from "../context.ts";
import type { RunDetails } from "../../contract/api/run.ts";
import type { Config } from "../../platform/config/config.ts";
import { AppError } from "../../contract/errors.ts";
import { messagesBehind } from "../../db/messages/message-history.ts";
import type { StopRow, VisitRow } from "../../db/runs/run-history.ts";
import { runDetailsById, stopsOfRun, visitsOfRun } from "../../db/runs/run-history.ts";
import type { RetryRow } from "../../db/runs/run-retries.ts";
import { retriesOfRun } from "../../db/runs/run-retries.ts";
import { presentMessage } from "../messages/present.ts";
import { summariesOf } from "../workflows/summaries.ts";
import { blockOfRun } from "./block-of-run.ts";
import { presentRun } from "./present.ts";
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
  const messages = await messagesBehind(context.sql, { runId: id }, null, maxMessages);
  return {
    ...presentRun(row),
    versionId: row.versionId,
    bindingId: row.bindingId,
    orderId: row.orderId,
    definition: row.definition,
    summaries: summariesOf(row.definition),
    at: blockOfRun(row, visits, context.now()),
    visits: visits.map((visit) => presentVisit(visit, names)),
    retries: (await retriesOfRun(context.sql, id)).map((retry) => presentRetry(retry, names)),
    messages: messages.map(presentMessage),
    stops: (await stopsOfRun(context.sql, id)).map(presentStop),
    stopReason: row.stopReason,
    dispatchError: row.dispatchError,
    temporalId: row.temporalId,
    temporalUrl: temporalRunUrl(temporal, row),
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

import type { FanOutAnswer, FanOutsQuery } from "../../contract/api/fan-out.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeTimeCursor } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { FanOutRow } from "../../db/queue/fan-outs.ts";
import { fanOutById, fanOutsBehind, requestFanOutStop } from "../../db/queue/fan-outs.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";

/** @throws AppError `not_found` */
export async function getFanOut(context: ServiceContext, id: string): Promise<FanOutAnswer> {
  const row = await fanOutById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no fan-out ${id}`);
  return presentFanOut(row);
}

/** Fan-outs, newest first. */
export async function listFanOuts(
  context: ServiceContext,
  query: FanOutsQuery,
): Promise<Page<FanOutAnswer>> {
  const { limit, after, workflowId = null, state = null } = query;
  const behind = after === undefined ? null : decodeTimeCursor(after);
  const rows = await fanOutsBehind(context.sql, { workflowId, state }, behind, limit + 1);
  const page = cutPage(rows, limit, ({ createdAtExact, id }) => [createdAtExact, id]);
  return { ...page, items: page.items.map(presentFanOut) };
}

/**
 * Asks a fan-out to end before its next page. What it has launched goes on.
 * @throws AppError `not_found`, or `conflict` when it has ended
 */
export async function stopFanOut(
  context: ServiceContext,
  id: string,
  reason: string,
): Promise<{ outcome: "requested" | "requested_before" }> {
  if (await requestFanOutStop(context.sql, id, reason)) return { outcome: "requested" };
  const { endedAt, state } = await getFanOut(context, id);
  if (endedAt === null) return { outcome: "requested_before" };
  throw new AppError("conflict", `the fan-out has ended: it is ${state}`);
}

/** A fan-out as the API shows it. */
function presentFanOut(row: FanOutRow): FanOutAnswer {
  const { id, kind, cause, bindingId, eventId, runId, blockId, scheduledAt, state } = row;
  const { total, done, launched, failed, reason, error, createdAt, startedAt, endedAt } = row;
  // A workflow that is deleted leaves no name behind.
  const { workflowId, workflowName, segmentId, segment } = row;
  return {
    id,
    kind,
    cause,
    bindingId,
    eventId,
    runId,
    blockId,
    scheduledAt,
    state,
    total,
    done,
    launched,
    failed,
    reason,
    error,
    createdAt,
    startedAt,
    endedAt,
    workflow: workflowId === null ? null : { id: workflowId, name: workflowName ?? "" },
    segment:
      segmentId === null
        ? null
        : { id: segmentId, name: required(segment, `the segment of the fan-out ${id}`) },
    eventTypeKey: row.typeKey,
    stopReason: row.stopRequested,
  };
}

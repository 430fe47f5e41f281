import type {
  BroadcastAnswer,
  BroadcastDetailsAnswer,
  BroadcastsQuery,
} from "../../contract/api/broadcasts.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeTimeCursor } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { BroadcastListRow } from "../../db/messages/broadcast-lists.ts";
import {
  broadcastById,
  broadcastsBehind,
  messageCounts,
  pauseBroadcast,
  resumeBroadcast,
} from "../../db/messages/broadcast-lists.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";

/** Messages to segments, newest first. */
export async function listBroadcasts(
  context: ServiceContext,
  query: BroadcastsQuery,
): Promise<Page<BroadcastAnswer>> {
  const { limit, after, workflowId = null, state = null } = query;
  const behind = after === undefined ? null : decodeTimeCursor(after);
  const rows = await broadcastsBehind(context.sql, { workflowId, state }, behind, limit + 1);
  const page = cutPage(rows, limit, ({ createdAtExact, id }) => [createdAtExact, id]);
  return { ...page, items: page.items.map(presented) };
}

/** One, and what has become of its messages so far. @throws AppError `not_found` */
export async function getBroadcast(
  context: ServiceContext,
  id: string,
): Promise<BroadcastDetailsAnswer> {
  const row = await requireBroadcast(context, id);
  return { ...presented(row), messages: await messageCounts(context.sql, id) };
}

/**
 * Has it send nothing more until it is resumed: within two seconds, what is on its way apart.
 * @throws AppError `not_found`, or `conflict` when it has ended
 */
export async function pause(context: ServiceContext, id: string): Promise<BroadcastDetailsAnswer> {
  if (!(await pauseBroadcast(context.sql, id))) {
    const { state } = await requireBroadcast(context, id);
    if (state !== "paused") throw new AppError("conflict", `the broadcast is over: it is ${state}`);
  }
  return getBroadcast(context, id);
}

/** @throws AppError `not_found`, or `conflict` when it has ended */
export async function resume(context: ServiceContext, id: string): Promise<BroadcastDetailsAnswer> {
  if (await resumeBroadcast(context.sql, id, newId())) {
    await context.afterCommit(notifyDispatchers);
  } else {
    const { state } = await requireBroadcast(context, id);
    if (state === "ended" || state === "stopped") {
      throw new AppError("conflict", `the broadcast is over: it is ${state}`);
    }
  }
  return getBroadcast(context, id);
}

async function requireBroadcast(context: ServiceContext, id: string): Promise<BroadcastListRow> {
  const row = await broadcastById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no broadcast ${id}`);
  return row;
}

function presented(row: BroadcastListRow): BroadcastAnswer {
  const { id, workflowId, workflowName, runId, blockId, segmentId, segment, state } = row;
  const { total, skipped, createdAt, pausedAt, endedAt } = row;
  return {
    id,
    workflow: { id: workflowId, name: workflowName },
    runId,
    blockId,
    segment: segment === null ? null : { id: segmentId, name: segment },
    state,
    total,
    skipped,
    createdAt,
    pausedAt,
    endedAt,
  };
}

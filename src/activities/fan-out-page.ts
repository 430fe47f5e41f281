import { ingestInTransaction } from "../ingest/ingest-in-transaction.ts";
import type { IngestResult } from "../domain/event.ts";
import type { Database, Sql } from "../db/core/database.ts";
import { countMembers } from "../db/contacts/segment-pages.ts";
import * as rows from "../db/queue/fan-out-pages.ts";
import { presentMembersBehind, refreshMembers } from "../services/segments/sweep.ts";
import type { FanOutProgress } from "../domain/fan-out.ts";
import { fanOutSource, memberMessageId } from "../domain/fan-out.ts";

export interface FanOutDependencies {
  db: Database;
  /** Tells the dispatcher that there may be runs or signals. */
  notifyWork(): void;
}

/** Members (or runs) a transaction: large enough to be cheap, small enough that no lock is held long. */
export const pageSize = 500;

interface Page {
  progress: FanOutProgress;
  /** Whether the dispatcher has something to do. */
  work: boolean;
}

/**
 * One page in one transaction: the row locked, what comes next dealt with, the cursor moved.
 * @throws what one of its events is refused with: nothing was kept then
 */
export function fanOutPage(
  { db }: FanOutDependencies,
  id: string,
  options: { size: number; skipBecause?: string },
): Promise<Page> {
  return db.tx(async (sql) => {
    const fanOut = await rows.lockFanOut(sql, id);
    if (fanOut === undefined) throw new Error(`there is no fan-out ${id}`);
    if (fanOut.state !== "pending" && fanOut.state !== "running") {
      return { progress: { state: fanOut.state }, work: false };
    }
    const why = fanOut.stopRequested ?? (await isInactive(sql, fanOut));
    if (why !== null) {
      const work = await rows.endFanOut(sql, id, "stopped", why);
      return { progress: { state: "stopped" }, work };
    }
    const ids = await nextIds(sql, fanOut, options.size);
    const last = ids.at(-1);
    if (last === undefined) {
      return { progress: { state: "done" }, work: await rows.endFanOut(sql, id, "done", null) };
    }
    const launched = options.skipBecause === undefined ? await startOrStop(sql, fanOut, ids) : 0;
    const failed = options.skipBecause === undefined ? 0 : ids.length;
    const counts = { cursor: last, done: ids.length - failed, launched, failed };
    await rows.recordPage(sql, id, {
      ...counts,
      ...(options.skipBecause !== undefined && { error: options.skipBecause }),
    });
    return { progress: { state: "more" }, work: launched > 0 };
  });
}

/** A start that was switched off, paused or deleted meanwhile launches nobody any more. */
async function isInactive(sql: Sql, fanOut: rows.LockedFanOut): Promise<string | null> {
  return fanOut.bindingId === null ? null : rows.isBindingInactive(sql, fanOut.bindingId);
}

/** Whom the page is about; the first one also counts them all, for whoever watches. */
async function nextIds(sql: Sql, fanOut: rows.LockedFanOut, size: number): Promise<string[]> {
  if (fanOut.kind === "events") {
    const segmentId = fanOut.segmentId ?? "";
    if (fanOut.total === null) {
      await refreshMembers(sql, segmentId);
      await rows.recordTotal(sql, fanOut.id, await countMembers(sql, segmentId));
    }
    return presentMembersBehind(sql, segmentId, fanOut.cursor, size);
  }
  const which = {
    workflowId: fanOut.workflowId ?? "",
    startedBefore: fanOut.startedBefore ?? new Date(0),
    keepVersionId: fanOut.keepVersionId,
  };
  if (fanOut.total === null) {
    await rows.recordTotal(sql, fanOut.id, await rows.countRunsToStop(sql, which));
  }
  return rows.runsToStopBehind(sql, which, fanOut.cursor, size);
}

/** @returns how many runs were started, or asked to stop */
async function startOrStop(sql: Sql, fanOut: rows.LockedFanOut, ids: string[]): Promise<number> {
  if (fanOut.kind === "stops") return rows.insertStops(sql, ids, fanOut.reason ?? "");
  const events = ids.map((contactId) => eventOf(fanOut, contactId));
  return launchesOf(await ingestInTransaction(sql, events));
}

function eventOf(fanOut: rows.LockedFanOut, contactId: string) {
  const { typeKey, keyValue, params, occurredAt, hops, bindingId } = fanOut;
  return {
    typeKey,
    keyValue,
    params,
    hops,
    identities: [],
    knownContactId: contactId,
    messageId: memberMessageId(fanOut.id, contactId),
    source: fanOutSource,
    ...(occurredAt !== null && { occurredAt }),
    ...(bindingId !== null && { onlyBinding: bindingId }),
  };
}

function launchesOf(results: readonly IngestResult[]): number {
  return results.filter(
    (result) =>
      result.outcome === "accepted" &&
      result.decisions.some(({ outcome }) => outcome === "launched"),
  ).length;
}

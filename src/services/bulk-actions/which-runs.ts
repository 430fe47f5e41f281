import type { BulkRuns, RunActionKind } from "../../contract/api/bulk-action.ts";
import type { ToVersion } from "../../contract/api/run-by-hand.ts";
import { typeIdsOfKey } from "../../db/events/event-history.ts";
import type { RunFilter } from "../../db/runs/run-filter.ts";
import type { RunToActOn } from "../../db/runs/run-history.ts";
import { runsToActOn } from "../../db/runs/run-history.ts";
import type { ServiceContext } from "../context.ts";

/** What an action is about: the caller's filter, and what it can be done to at all. */
export interface Sought {
  kind: RunActionKind;
  runs: BulkRuns;
  /** Runs that came or failed after it was asked for are none of its business. */
  asOf: Date;
  /** Of a move. */
  toVersionId?: string | undefined;
  /** Of a retry at the block that failed, in another version. */
  retryIn?: ToVersion | undefined;
}

/** The filter of a list for what an action is about. */
export async function filterOf(context: ServiceContext, sought: Sought): Promise<RunFilter> {
  const { kind, runs, asOf, toVersionId } = sought;
  const { everything: _, typeKey, to, ...given } = runs;
  const filter: RunFilter = { ...given, to: to === undefined || to > asOf ? asOf : to };
  if (typeKey !== undefined) {
    filter.type = { key: typeKey, ids: await typeIdsOfKey(context.sql, typeKey) };
  }
  switch (kind) {
    case "stop":
      return { ...filter, isOpen: true };
    case "retry":
      return { ...filter, status: "failed", endedBefore: asOf, ...contradiction(runs, "failed") };
    case "pause":
      return { ...filter, isOpen: true, paused: false };
    case "resume":
      return { ...filter, paused: true };
    case "move":
      return {
        ...filter,
        isOpen: true,
        test: false,
        ...(toVersionId !== undefined && { otherThanVersion: toVersionId }),
      };
    default:
      return kind satisfies never;
  }
}

/** A filter for another status than the one that can be acted on finds nothing. */
function contradiction({ status }: BulkRuns, needed: string): { status?: string } {
  return status === undefined || status === needed ? {} : { status: "none" };
}

export interface SoughtPage {
  runs: RunToActOn[];
  /** Behind which id the next page begins; null: there is none. */
  next: string | null;
}

/** A page of the runs that an action is about, the newest first. */
export async function soughtPage(
  context: ServiceContext,
  filter: RunFilter,
  below: string | null,
  limit: number,
): Promise<SoughtPage> {
  const { rows, goOnBehind } = await runsToActOn(
    context.sql,
    below === null ? filter : { ...filter, below },
    limit,
  );
  const isFull = rows.length === limit;
  return { runs: rows, next: isFull ? (rows.at(-1)?.id ?? null) : (goOnBehind?.[0] ?? null) };
}

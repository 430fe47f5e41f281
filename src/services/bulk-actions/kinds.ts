import { AppError } from "../../contract/errors.ts";
import type { ClaimedBulkAction } from "../../db/queue/bulk-actions.ts";
import { insertStops } from "../../db/queue/fan-out-pages.ts";
import { pauseRuns, resumeRuns } from "../../db/runs/paused-runs.ts";
import type { RunToActOn } from "../../db/runs/run-history.ts";
import type { ServiceContext } from "../context.ts";
import type { RetryWish } from "../runs/retry-version.ts";
import { tryRetry } from "../runs/retry.ts";
import type { Done } from "./done.ts";
import { skip } from "./done.ts";
import { moveRuns } from "./move.ts";

/** Does to the runs of a page what the action is, in the page's transaction. */
export async function actOn(
  context: ServiceContext,
  action: ClaimedBulkAction,
  runs: readonly RunToActOn[],
): Promise<Done> {
  const { sql } = context;
  const ids = runs.map(({ id }) => id);
  const { id, kind, reason } = action;
  switch (kind) {
    case "stop":
      return others(runs, await insertStops(sql, ids, reason, "hand"), "askedBefore");
    case "pause":
      return others(runs, await pauseRuns(sql, ids, id), "ended");
    case "resume":
      return others(runs, await resumeRuns(sql, ids, id), "notPaused");
    case "move":
      return moveRuns(context, action, runs);
    case "retry":
    case "replay":
    case "drain":
      throw new Error(`${kind} is nothing that is done to a page of runs`);
    default:
      return kind satisfies never;
  }
}

function others(runs: readonly RunToActOn[], changed: number, why: string): Done {
  const left = runs.length - changed;
  return { changed, skipped: left > 0 ? { [why]: left } : {} };
}

/** Has failed runs go on, each in a transaction of its own, as by hand. */
export async function retryEach(
  context: ServiceContext,
  { settings }: ClaimedBulkAction,
  runs: readonly RunToActOn[],
): Promise<Done> {
  const wish = settings as unknown as RetryWish;
  const done: Done = { changed: 0, skipped: {} };
  for (const { id } of runs) {
    try {
      const { outcome } = await tryRetry(context, id, wish);
      if (outcome === "requested") done.changed += 1;
      else skip(done, outcome === "blockGone" ? outcome : "askedBefore");
    } catch (error) {
      // Its contact was erased, or it goes on by now.
      if (!(error instanceof AppError)) throw error;
      skip(done, error.code === "not_found" ? "gone" : "refused");
    }
  }
  return done;
}

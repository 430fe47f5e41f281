import type { Client } from "@temporalio/client";
import type { Database } from "../db/database.ts";
import { endFanOut } from "../db/fan-out-pages.ts";
import { noteFanOutsChecked, putFanOutBack } from "../db/fan-out-queue.ts";
import { giveUpQueued } from "../db/message-rows.ts";
import { endOpenSteps } from "../db/run-steps.ts";
import { closeWaits } from "../db/run-waits.ts";
import type { RunToCheck } from "../db/runs-to-check.ts";
import { noteChecked, noteClosedElsewhere, putBack } from "../db/runs-to-check.ts";
import { fanOutRunId } from "../domain/fan-out.ts";
import { stateInTemporal } from "./state-in-temporal.ts";

/** What differed between Postgres and Temporal, and was mended. */
export interface Reconciled {
  checked: number;
  putBack: number;
  closed: number;
}

/**
 * Compares runs that Postgres calls running with Temporal. One that Temporal does not know is
 * started again (its journal keeps what it did from happening twice); one that was closed there
 * without its own last word (terminated by an operator, say) is noted as ended.
 * @throws when Temporal is away
 */
export async function reconcile(
  db: Database,
  client: Client,
  runs: readonly RunToCheck[],
): Promise<Reconciled> {
  const result: Reconciled = { checked: runs.length, putBack: 0, closed: 0 };
  for (const run of runs) {
    const { status, retry } = await stateInTemporal(client, run.temporalId);
    // One that has failed before is known there; its successor may be lost.
    if (status === "NOT_FOUND" || retry < run.retries) {
      if (await putBack(db, run)) result.putBack++;
    } else if (status !== "RUNNING" && status !== "CONTINUED_AS_NEW") {
      if (await noteClosed(db, run, status)) result.closed++;
    }
  }
  await noteChecked(
    db,
    runs.map(({ id }) => id),
  );
  return result;
}

/** What a run's own last word would have noted. @returns false when it has said it meanwhile */
function noteClosed(db: Database, run: RunToCheck, status: string): Promise<boolean> {
  const { id } = run;
  const how = status === "FAILED" || status === "TIMED_OUT" ? "failed" : "stopped";
  const why = `Temporal closed this run: ${status.toLowerCase().replaceAll("_", " ")}`;
  return db.tx(async (sql) => {
    if (!(await noteClosedElsewhere(sql, run, how, why))) return false;
    await endOpenSteps(sql, id);
    await giveUpQueued(sql, id, why);
    await closeWaits(sql, id);
    return true;
  });
}

/**
 * The same for fan-outs: one that Temporal does not know goes on at its cursor under the same id;
 * one that was closed there without its own last word has ended.
 * @returns how many differed
 */
export async function reconcileFanOuts(
  db: Database,
  client: Client,
  ids: readonly string[],
): Promise<number> {
  let mended = 0;
  for (const id of ids) {
    const { status } = await stateInTemporal(client, fanOutRunId(id));
    if (status === "RUNNING" || status === "CONTINUED_AS_NEW") continue;
    mended++;
    if (status === "NOT_FOUND") await putFanOutBack(db, id);
    else {
      const why = `Temporal closed this fan-out: ${status.toLowerCase().replaceAll("_", " ")}`;
      await endFanOut(db, id, status === "FAILED" ? "failed" : "stopped", why);
    }
  }
  await noteFanOutsChecked(db, ids);
  return mended;
}

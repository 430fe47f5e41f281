import type { Client } from "@temporalio/client";
import type { Database } from "../db/core/database.ts";
import { endFanOut } from "../db/queue/fan-out-pages.ts";
import { markFanOutsChecked, requeueFanOut } from "../db/queue/fan-out-queue.ts";
import { failQueuedMessages } from "../db/messages/message-rows.ts";
import type { RunToCheck } from "../db/runs/runs-to-check.ts";
import { markRunsChecked, endRunClosedInTemporal, requeueRun } from "../db/runs/runs-to-check.ts";
import { lockRun } from "../db/runs/run-rows.ts";
import { recordTemporalAhead } from "../db/queue/temporal-ahead.ts";
import { fanOutRunId } from "../domain/fan-out.ts";
import type { RunEnd, RunInput } from "../domain/plan.ts";
import { sayRun } from "../domain/sentences/run-sentences.ts";
import { abandonWork, writeRunEnd } from "../services/runs/end.ts";
import { tellAgain } from "./tell-again.ts";
import { stateInTemporal } from "./state-in-temporal.ts";

const rpcTimeoutMs = 10_000;

/** What differed between Postgres and Temporal, and was mended. */
export interface Reconciled {
  checked: number;
  putBack: number;
  closed: number;
  /** Of those closed: with a last word that Postgres has lost. */
  lost: number;
  /** What runs had been told, and are told again, as Temporal was restored to an earlier time. */
  toldAgain: number;
}

/**
 * Compares runs that Postgres calls running with Temporal. One that Temporal does not know is
 * started again (its journal keeps what it did from happening twice); one that was closed there
 * without its own last word (terminated by an operator, say) is noted as ended. A run says its last
 * word to Postgres before it ends in Temporal: one that Temporal has and Postgres has not, was lost
 * with a restore to an earlier time, and is written again. Where Temporal has lost runs, it may have
 * lost what others were told, too.
 * @param options `areTold`: the others were told again already
 * @throws when Temporal is away
 */
export async function reconcile(
  db: Database,
  client: Client,
  runs: readonly RunToCheck[],
  { areTold = false }: { areTold?: boolean } = {},
): Promise<Reconciled> {
  const result: Reconciled = { checked: runs.length, putBack: 0, closed: 0, lost: 0, toldAgain: 0 };
  const gone: RunToCheck[] = [];
  for (const run of runs) {
    const { status, retry } = await stateInTemporal(client, run.temporalId);
    // One that has failed before is known there; its successor may be lost.
    if (status === "NOT_FOUND" || retry < run.retries) {
      gone.push(run);
    } else if (status === "COMPLETED") {
      if (!(await writeLostEnd(db, client, run))) continue;
      result.closed++;
      result.lost++;
    } else if (status !== "RUNNING" && status !== "CONTINUED_AS_NEW") {
      if (await noteClosed(db, run, status)) result.closed++;
    }
  }
  if (gone.length > 0) {
    // First: who dies in between finds the same runs lost again.
    if (!areTold) result.toldAgain = await tellAgain(db, client, gone);
    for (const run of gone) if (await requeueRun(db, run)) result.putBack++;
  }
  await markRunsChecked(
    db,
    runs.map(({ id }) => id),
  );
  if (result.lost > 0) await recordTemporalAhead(db, { ended: result.lost, unknown: 0 });
  return result;
}

/** @returns false when it has ended in Postgres meanwhile */
async function writeLostEnd(db: Database, client: Client, run: RunToCheck): Promise<boolean> {
  const end = await client.withDeadline(Date.now() + rpcTimeoutMs, () =>
    client.workflow.getHandle<(input: RunInput) => Promise<RunEnd>>(run.temporalId).result(),
  );
  return db.tx(async (sql) => {
    const row = await lockRun(sql, run.id);
    if (row === undefined || row.retries !== run.retries) return false;
    if (row.status !== "pending" && row.status !== "running") return false;
    const why = sayRun("lostEnd");
    await writeRunEnd(sql, run.id, end, { note: why });
    await failQueuedMessages(sql, run.id, why);
    return true;
  });
}

/** What a run's own last word would have noted. @returns false when it has said it meanwhile */
function noteClosed(db: Database, run: RunToCheck, status: string): Promise<boolean> {
  const how = status === "FAILED" || status === "TIMED_OUT" ? "failed" : "stopped";
  const why = sayRun("closedInTemporal", { how: status.toLowerCase().replaceAll("_", " ") });
  return db.tx(async (sql) => {
    if (!(await endRunClosedInTemporal(sql, run, how, why))) return false;
    await abandonWork(sql, run.id, why);
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
    if (status === "NOT_FOUND") await requeueFanOut(db, id);
    else {
      const why = `Temporal closed this fan-out: ${status.toLowerCase().replaceAll("_", " ")}`;
      await endFanOut(db, id, status === "FAILED" ? "failed" : "stopped", why);
    }
  }
  await markFanOutsChecked(db, ids);
  return mended;
}

import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { Instant, KeptMark, Mending } from "../db/queue/temporal-mark.ts";
import {
  beginMending,
  clock,
  findMark,
  keepMark,
  leaseMark,
  releaseMark,
  renewMarkLease,
  runsToMend,
} from "../db/queue/temporal-mark.ts";
import { reconcile } from "./reconcile.ts";
import { removeUnknownSchedules } from "./schedules.ts";
import { readMark, writeMark } from "./temporal-mark.ts";

export interface WatchedMark {
  db: Database;
  client: Client;
  taskQueue: string;
  log: Logger;
  /** Runs or signals are to be handed to Temporal again. */
  onMended(): void;
}

/** A mark stays good for so long. */
const dueSeconds = 60;
/** Nobody has kept it for so long: all workers rested, or Temporal was away. */
const doubtfulSeconds = 90;
/** A page takes a few seconds; who died holding it keeps the others waiting for so long. */
const leaseSeconds = 20;
const pageSize = 200;
const beginning: Instant = "1970-01-01T00:00:00.000000Z";

/**
 * Sees that Temporal was restored to an earlier time, whatever was done there since: a mark that both
 * sides keep is older there. What Temporal may have lost is told again and started again; what it still
 * knows makes nothing of it. Where the mark can't tell, as Temporal was away or nobody kept the mark,
 * what was told since it was given is told again: a server may lose its last seconds when it falls.
 * @returns a look, to be taken every few seconds by every worker
 */
export function markWatch({ db, client, taskQueue, log, onMended }: WatchedMark) {
  let isFirst = true;

  return async (ending?: AbortSignal): Promise<void> => {
    const { ageSeconds, doubted } = await findMark(db);
    const isDue = isFirst || doubted !== undefined || ageSeconds >= dueSeconds;
    if (!isDue || !(await leaseMark(db, leaseSeconds))) return;
    try {
      await compare(ending);
      isFirst = false;
    } finally {
      await releaseMark(db);
    }
  };

  async function compare(ending?: AbortSignal): Promise<void> {
    const kept = await findMark(db);
    const there = await readMark(client, taskQueue);
    const isSure = isOlder(kept, there);
    const since = lostSince(kept, there);
    let { mending } = kept;
    if (since !== undefined) {
      const begun = await beginMending(db, kept, { since, isSure });
      mending = begun.mending;
      if (begun.toldAgain > 0) onMended();
      if (isSure) log.warn({ since, toldAgain: begun.toldAgain }, restored);
    }
    if (mending !== undefined && !(await mend(mending, ending))) return;
    const at = await clock(db);
    await writeMark(client, taskQueue, at);
    await keepMark(db, kept, at);
  }

  /** @returns false when it was interrupted */
  async function mend(mending: Mending, ending?: AbortSignal): Promise<boolean> {
    for (;;) {
      if (ending?.aborted === true) return false;
      const runs = await runsToMend(db, mending, pageSize);
      if (runs.length === 0) break;
      await renewMarkLease(db, leaseSeconds);
      const { putBack, closed } = await reconcile(db, client, runs, { areTold: true });
      if (putBack + closed > 0) {
        log.warn({ putBack, closed }, "Postgres and Temporal differed; mended");
        onMended();
      }
    }
    await removeUnknownSchedules({ db, client, taskQueue });
    return true;
  }
}

const restored =
  "Temporal was restored to an earlier time, it seems: what it has lost since is told and started " +
  "again. campanile reconcile ends what is open there though it has ended here";

const isOlder = ({ at }: KeptMark, there: Instant | undefined): boolean =>
  at !== undefined && (there === undefined || there < at);

/** From when on Temporal may have lost what was done there; undefined: nothing that is not being mended. */
function lostSince(kept: KeptMark, there: Instant | undefined): Instant | undefined {
  const { at, mending, doubted, ageSeconds } = kept;
  if (isOlder(kept, there)) {
    const from = there ?? beginning;
    return mending !== undefined && mending.since <= from ? undefined : from;
  }
  if (at === undefined || (doubted === undefined && ageSeconds < doubtfulSeconds)) return undefined;
  return mending !== undefined && mending.since < at ? mending.since : at;
}

import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { RunToCheck } from "../db/runs/runs-to-check.ts";
import {
  findTemporalAhead,
  memoryOf,
  recordPulse,
  recordTemporalAhead,
  runsByTemporalId,
} from "../db/queue/temporal-ahead.ts";
import { temporalAheadMessage } from "../services/health/temporal-ahead.ts";
import { reconcile } from "./reconcile.ts";

/** Executions of runs that one side has and the other has not, or not so far. */
export interface Difference {
  /** Postgres has no row of them; those still open by id. */
  unknown: { open: string[]; closed: number };
  /** Closed in Temporal, and open in Postgres. */
  behind: RunToCheck[];
  /** Open in Temporal, and ended in Postgres long ago: Temporal was restored. They do nothing any more. */
  over: string[];
}

export interface AheadOptions {
  db: Database;
  client: Client;
  taskQueue: string;
}

/** Pulses come every few seconds: a longer silence is a rest of all workers, or a hole in time. */
const silenceSeconds = 30;
const batchSize = 500;
/** More are not counted one by one. */
const maxCompared = 100_000;

/**
 * What Temporal has of this deployment's runs, started or closed since a time, held against Postgres.
 *
 * @throws when Temporal is away
 */
export async function differenceSince(options: AheadOptions, since: Date): Promise<Difference> {
  const { db, client, taskQueue } = options;
  const ours = `WorkflowType = "run" AND TaskQueue = ${JSON.stringify(taskQueue)}`;
  const time = JSON.stringify(since.toISOString());
  const difference: Difference = { unknown: { open: [], closed: 0 }, behind: [], over: [] };
  const seen = new Set<string>();
  const look = async (page: Map<string, boolean>): Promise<void> => {
    const rows = await runsByTemporalId(db, [...page.keys()]);
    const known = new Map(rows.map((row) => [row.temporalId, row]));
    for (const [id, isOpen] of page) {
      const row = known.get(id);
      if (row?.isOpen === true && !isOpen) difference.behind.push(row);
      if (row?.isLongOver === true && isOpen) difference.over.push(id);
      if (row !== undefined) continue;
      if (isOpen) difference.unknown.open.push(id);
      else difference.unknown.closed++;
    }
  };
  for (const query of [`${ours} AND StartTime > ${time}`, `${ours} AND CloseTime > ${time}`]) {
    let page = new Map<string, boolean>();
    for await (const { workflowId, status } of client.workflow.list({ query })) {
      // The newest first: an older execution of the same id has had its successor.
      if (seen.has(workflowId)) continue;
      if (seen.size >= maxCompared) break;
      seen.add(workflowId);
      page.set(workflowId, status.name === "RUNNING" || status.name === "CONTINUED_AS_NEW");
      if (page.size < batchSize) continue;
      await look(page);
      page = new Map();
    }
    await look(page);
  }
  return difference;
}

/**
 * Says that a worker is at work, and looks for a hole before it does: when Postgres remembers no worker
 * for a while, either all rested, or it was restored to an earlier time. What Temporal knows of that
 * while tells which. Called every few seconds; while Temporal is away the hole stays to be looked at.
 *
 * @throws when Temporal is away
 */
export async function pulse(options: AheadOptions & { log: Logger }): Promise<void> {
  const { db, client, log } = options;
  const { upTo, secondsAgo } = await memoryOf(db);
  if (secondsAgo > silenceSeconds) {
    const { unknown, behind } = await differenceSince(options, upTo);
    const count = unknown.open.length + unknown.closed;
    if (count > 0) await recordTemporalAhead(db, { ended: 0, unknown: count });
    const { lost } = await reconcile(db, client, behind);
    if (count + lost > 0) {
      const ahead = await findTemporalAhead(db);
      if (ahead !== null) log.error(ahead, temporalAheadMessage(ahead));
    }
  }
  await recordPulse(db);
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { RetentionRule, RetentionStep } from "../db/core/retention.ts";
import { retentionRules } from "../db/core/retention.ts";
import { serverTime } from "../db/core/server-time.ts";
import { noteProblem } from "../db/retention/marks.ts";
import { findRetention } from "../db/retention/settings.ts";
import type { RetentionKind } from "../domain/retention.ts";
import { retentionExport } from "../services/retention/export/export.ts";
import { forgetEvents } from "../services/retention/forget-events.ts";
import type { ForgettingOptions, KindOfRuns } from "../services/retention/forget.ts";
import { forgetStep, kindsOfRuns } from "../services/retention/forget.ts";
import { forgottenBefore } from "../services/retention/settings.ts";
import type { Repeated } from "./repeat.ts";
import type { TimeSweep } from "./observe/sweep-timer.ts";
import { untimedSweeps } from "./observe/sweep-timer.ts";
import { repeat } from "./repeat.ts";

const what = "forgetting what is old";
const everyMs = 60_000;
/** Partitions are dropped as a whole, once a month or a day. */
const everyMsOfEvents = 600_000;
const maxPauseMs = 1_000;

/**
 * Forgets all that is due, step by step, until nothing is: however much comes in in a minute, as much
 * goes. Between two steps it rests as long as a step took, which leaves Postgres to the others.
 */
export function startForgetting(db: Database, log: Logger, timed = untimedSweeps): Repeated {
  const ending = new AbortController();
  const work = async (): Promise<void> => {
    for (const one of retentionRules) await forgetAll(db, one, ending.signal);
  };
  const repeated = repeat(what, everyMs, timed(what, work), log);
  return {
    stop: () => {
      ending.abort();
      return repeated.stop();
    },
  };
}

/** @returns how many rows */
export async function forgetAll(
  db: Database,
  forgettable: RetentionRule,
  signal: AbortSignal,
): Promise<number> {
  let total = 0;
  let from: string | null = null;
  while (!signal.aborted) {
    const began = performance.now();
    const { count, upTo }: RetentionStep = await forgettable.step(db, from);
    total += count;
    if (count > 0)
      db.measure(({ retentionRows }) => retentionRows.add(count, { what: forgettable.what }));
    if (count === 0) break;
    from = upTo;
    await restAfter(began, signal);
  }
  return total;
}

/** As long as the step took: half of the time is the others'. */
async function restAfter(began: number, signal: AbortSignal): Promise<void> {
  const pause = Math.min(maxPauseMs, performance.now() - began);
  await sleep(pause, undefined, { signal }).catch(() => undefined);
}

export interface RetentionDependencies {
  db: Database;
  /** Where what goes is written first. */
  exportFolder: string | undefined;
  log: Logger;
  /** Has sweeps measured. */
  timed?: TimeSweep;
}

/**
 * Forgets what the workspace keeps for a time only. Where nothing can be written to the folder of exports
 * (a full disk), nothing is forgotten: it is logged each time, and told by `doctor` and on Home.
 */
export function startRetention(deps: RetentionDependencies): Repeated[] {
  const { log, timed = untimedSweeps } = deps;
  const ending = new AbortController();
  const { signal } = ending;
  const sweep = (name: string, every: number, work: () => Promise<void>): Repeated =>
    repeat(name, every, timed(name, work), log);
  const sweeps = [
    sweep("forgetting runs and messages", everyMs, () => forgetRunsThatAreDue(deps, signal)),
    sweep("forgetting events", everyMsOfEvents, () => forgetEventsThatAreDue(deps, signal)),
  ];
  return sweeps.map(({ stop }) => ({
    stop: () => {
      ending.abort();
      return stop();
    },
  }));
}

async function forgetRunsThatAreDue(
  { db, exportFolder, log }: RetentionDependencies,
  signal: AbortSignal,
): Promise<void> {
  const now = await serverTime(db);
  const retention = await findRetention(db);
  const exporting = exportFolder === undefined ? undefined : retentionExport(db, exportFolder);
  await exporting?.clearLeftOvers();
  for (const kind of kindsOfRuns) {
    const before = await forgottenBefore(db, retention[kind], now);
    if (before === null || signal.aborted) continue;
    await tellingOfProblems(db, kind, async () => {
      const count = await forgetAllOfRuns(db, kind, { before, signal, ...exporting?.ofRuns });
      if (count > 0) db.measure(({ retentionRows }) => retentionRows.add(count, { what: kind }));
      if (count > 0) log.info({ kind, count, before }, "forgot what was kept long enough");
    });
  }
}

/** @returns how many rows */
export async function forgetAllOfRuns(
  db: Database,
  kind: KindOfRuns,
  { before, signal, ...options }: ForgettingOptions & { before: Date; signal: AbortSignal },
): Promise<number> {
  let total = 0;
  for (let isMore = true; isMore && !signal.aborted;) {
    const began = performance.now();
    const step = await forgetStep(db, kind, before, options);
    total += step.count;
    isMore = step.isMore;
    if (isMore) await restAfter(began, signal);
  }
  return total;
}

async function forgetEventsThatAreDue(
  { db, exportFolder, log }: RetentionDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { events } = await findRetention(db);
  const before = await forgottenBefore(db, events, await serverTime(db));
  if (before === null) return;
  const exporting = exportFolder === undefined ? undefined : retentionExport(db, exportFolder);
  await tellingOfProblems(db, "events", async () => {
    const keepElsewhere = exporting?.ofPartition;
    const done = await forgetEvents(db, { before, signal, keepElsewhere });
    if (done.events > 0)
      db.measure(({ retentionRows }) => retentionRows.add(done.events, { what: "events" }));
    if (done.events > 0) log.info({ ...done, before }, "forgot events that were kept long enough");
    if (done.busy > 0) log.info(done, "partitions of events are being read; tried again later");
  });
}

/** Notes what keeps a kind from being forgotten, for the pages and `doctor`, until it works again. */
async function tellingOfProblems(
  db: Database,
  kind: RetentionKind,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    await noteProblem(db, kind, error instanceof Error ? error.message : String(error));
    throw error;
  }
  await noteProblem(db, kind, null);
}

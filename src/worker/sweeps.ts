import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import type { Dispatcher as HttpAgent } from "undici";
import type { Ingest } from "../ingest/ingest.ts";
import type { Database } from "../db/core/database.ts";
import { countLarge } from "../db/core/large-counts.ts";
import { makePartitions } from "../db/core/partitions.ts";
import { isDeliveryDue } from "../db/messages/activity-deliveries.ts";
import { isTellingDue } from "../db/notifications/tellings.ts";
import { takeLowPools } from "../db/messages/promo-codes.ts";
import { runsStartedSince, runsToCheck } from "../db/runs/runs-to-check.ts";
import { fanOutsToCheck } from "../db/queue/fan-out-queue.ts";
import { reconcile, reconcileFanOuts } from "../dispatch/reconcile.ts";
import { rfmScheduler } from "../dispatch/rfm-schedule.ts";
import { markWatch } from "../dispatch/watch-mark.ts";
import { syncSchedules } from "../dispatch/schedules.ts";
import type { Renderer } from "../rendering/renderer.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import { carryOutBulkActions } from "../services/bulk-actions/carry-out.ts";
import { tellProductChanges } from "../services/catalogue/tell.ts";
import { runFileImport } from "../services/contact-imports/run-linked.ts";
import { deliverNext } from "../services/activity-webhooks/deliver-next.ts";
import type { Config } from "../platform/config/config.ts";
import { findAbandonedCarts } from "../services/carts/find-abandoned.ts";
import { wakeForChannels } from "../services/channel-setups/wake-waiting.ts";
import { applyOpenReports } from "../services/channel-reports/record.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";
import { decideOverdueClicks } from "../services/clicks/record.ts";
import { countDays } from "../services/event-types/event-types.ts";
import { sweepNotifications } from "../services/notifications/sweep.ts";
import { tellNext } from "../services/notifications/tell.ts";
import { countHours } from "../services/overview/over-time.ts";
import { countWeeks } from "../services/reports/cohorts.ts";
import { raisePendingOrderEvents } from "../services/orders/raise-events.ts";
import { computeRequestedRfm } from "../services/rfm/rfm.ts";
import { sweepMoves } from "../services/segments/history.ts";
import { sweepSegments } from "../services/segments/sweep.ts";
import { inLanes } from "./lanes.ts";
import { startForgetting, startRetention } from "./retention.ts";
import type { Repeated } from "./repeat.ts";
import { serviceContext } from "../services/context.ts";
import { repeat as repeatUntimed } from "./repeat.ts";
import type { TimeSweep } from "./observe/sweep-timer.ts";
import { untimedSweeps } from "./observe/sweep-timer.ts";

export interface SweepDependencies {
  /** Says that this worker is alive. */
  signOfLife(): Promise<void>;
  db: Database;
  renderer: Renderer;
  client: Client;
  taskQueue: string;
  ingest: Ingest;
  dispatcher: Dispatcher;
  /** For what is fetched from outside: public addresses only. */
  agent: HttpAgent;
  links: LinkSigner;
  config: Config;
  log: Logger;
  /** Measures them, where somebody reads it. */
  timed?: TimeSweep;
}

const second = 1_000;
const minute = 60 * second;
/** Webhooks that are told of activities at once. */
const maxTold = 4;
/** Notifications that are sent at once. */
const maxNotified = 4;

/** What has to be looked at from time to time, by any of the workers. */
export function startSweeps(deps: SweepDependencies): Repeated[] {
  const { signOfLife, db, renderer, client, taskQueue, ingest, dispatcher, agent, log } = deps;
  const { links, config, timed = untimedSweeps } = deps;
  const { secretsKeys } = config;
  const actor = { kind: "system", name: "worker" } as const;
  const lookAtMark = markWatch({ db, client, taskQueue, log, onMended: () => dispatcher.wake() });
  const context = serviceContext({ db, renderer, actor, log, secretsKeys });
  let first = true;

  const repeat: typeof repeatUntimed = (what, everyMs, work) =>
    repeatUntimed(what, everyMs, timed(what, work), log);

  /** The first time: what a Temporal that crashed may have forgotten. Later: everything, in turn. */
  async function compareWithTemporal(): Promise<void> {
    const runs = first
      ? await runsStartedSince(db, new Date(Date.now() - 15 * minute), 1_000)
      : await runsToCheck(db, new Date(Date.now() - 10 * minute), 200);
    const result = await reconcile(db, client, runs);
    first = false;
    if (result.putBack + result.closed > 0)
      log.warn(result, "Postgres and Temporal differed; mended");
    if (result.putBack > 0) dispatcher.wake();
  }

  async function compareFanOuts(): Promise<void> {
    const ids = await fanOutsToCheck(db, new Date(Date.now() - minute), 100);
    const mended = await reconcileFanOuts(db, client, ids);
    if (mended > 0) log.warn({ mended }, "fan-outs differed from Temporal; mended");
    if (mended > 0) dispatcher.wake();
  }

  async function warnOfLowPools(): Promise<void> {
    for (const pool of await takeLowPools(db)) log.warn({ pool }, "a pool of promo codes runs low");
  }

  async function countWhatIsLarge(): Promise<void> {
    while (await countLarge(db)) {
      // The next ones.
    }
  }

  /** Of what goes page by page: a worker that ends in the midst leaves the rest to another. */
  function pageByPage(
    name: string,
    everyMs: number,
    work: (ending: AbortSignal) => Promise<unknown>,
  ): Repeated {
    const ending = new AbortController();
    const repeated = repeat(name, everyMs, async () => void (await work(ending.signal)), log);
    return {
      stop: () => {
        ending.abort();
        return repeated.stop();
      },
    };
  }

  async function importFiles(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await runFileImport({ context, agent, signal }))) {
      // The next one.
    }
  }

  return [
    repeat("the worker's sign of life", 5 * second, signOfLife, log),
    pageByPage("looking whether Temporal was restored", 10 * second, lookAtMark),
    repeat("comparing runs with Temporal", 30 * second, compareWithTemporal, log),
    repeat("comparing fan-outs with Temporal", 30 * second, compareFanOuts, log),
    repeat(
      "telling Temporal of schedules",
      3 * second,
      async () => void (await syncSchedules({ db, client, taskQueue })),
      log,
    ),
    repeat(
      "raising events of orders",
      30 * second,
      async () =>
        void (await raisePendingOrderEvents(context, ingest, new Date(Date.now() - minute))),
      log,
    ),
    repeat(
      "deciding clicks",
      5 * second,
      async () => void (await decideOverdueClicks(context)),
      log,
    ),
    repeat(
      "applying reports of messages",
      5 * second,
      async () => void (await applyOpenReports(context)),
      log,
    ),
    pageByPage("looking for abandoned carts", 5 * second, (ending) =>
      findAbandonedCarts(context, ending),
    ),
    repeat("asking the rules of segments", second, () => sweepSegments(context), log),
    repeat("adding up who came into segments and left", 10 * second, () => sweepMoves(db), log),
    repeat("computing RFM that was asked for", 5 * second, () => computeRequestedRfm(db), log),
    repeat(
      "telling Temporal of the schedule of RFM",
      30 * second,
      rfmScheduler({ db, client, taskQueue }),
      log,
    ),
    pageByPage("telling of changes of products", 2 * second, (ending) =>
      tellProductChanges(db, () => ending.aborted),
    ),
    repeat("looking for pools of promo codes that run low", minute, warnOfLowPools, log),
    pageByPage("carrying out bulk actions", second, (ending) =>
      carryOutBulkActions(context, ending),
    ),
    pageByPage("waking what waited for channels", second, (ending) =>
      wakeForChannels(context, ending),
    ),
    pageByPage("importing contacts from files", 3 * second, importFiles),
    inLanes(
      {
        what: "telling webhooks of activities",
        everyMs: second,
        most: maxTold,
        isDue: () => isDeliveryDue(db),
        next: () => deliverNext({ db, agent, secretsKeys }),
      },
      log,
      timed,
    ),
    pageByPage("looking for what is to be notified", 30 * second, (ending) =>
      sweepNotifications(context, db, () => ending.aborted),
    ),
    inLanes(
      {
        what: "sending notifications",
        everyMs: second,
        most: maxNotified,
        isDue: () => isTellingDue(db),
        next: () => tellNext({ db, renderer, links, config, agent }),
      },
      log,
      timed,
    ),
    repeat("counting events by day", minute, () => countDays(db), log),
    repeat("counting by hour", minute, () => countHours(db), log),
    repeat("counting starts by week", minute, () => countWeeks(db), log),
    repeat("counting what there is much of", minute, countWhatIsLarge, log),
    repeat(
      "making partitions",
      60 * minute,
      () => makePartitions(db, config.database.eventPartitions),
      log,
    ),
    startForgetting(db, log, timed),
    ...startRetention({ db, exportFolder: config.retention.exportFolder, log, timed }),
  ];
}

import type { BatchObservableCallback } from "@opentelemetry/api";
import type { Logger } from "pino";
import { channelNames } from "../../channels/registry.ts";
import type { Database } from "../../db/core/database.ts";
import { listPausedChannels, waitingForChannels } from "../../db/messages/paused-channels.ts";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";
import { withinAScrape } from "../../platform/telemetry/within.ts";

/**
 * Has it asked of Postgres at each scrape which channels somebody has paused, and what waits for them.
 * Each worker tells the same. While Postgres can't be asked it is not a number: the value of the scrape
 * before would be told again otherwise.
 * @returns what ends it
 */
export function observePausedChannels(
  db: Database,
  { meter, metrics: { channelOperatorPause, channelMessagesWaiting } }: Telemetry,
  log: Logger,
): () => void {
  const observed = [channelOperatorPause, channelMessagesWaiting];
  const ask = async () => {
    const [paused, waiting] = await Promise.all([listPausedChannels(db), waitingForChannels(db)]);
    return { paused, waiting };
  };
  const observe: BatchObservableCallback = async (result) => {
    const answer = await withinAScrape("Postgres", ask()).catch((error: unknown) => {
      log.warn({ err: error }, "paused channels could not be measured");
      return undefined;
    });
    for (const channel of channelNames) {
      const pause = answer?.paused.find((one) => one.channel === channel);
      const waits = answer?.waiting.find((one) => one.channel === channel);
      const seconds = pause === undefined ? 0 : (Date.now() - pause.pausedAt.getTime()) / 1_000;
      const isKnown = answer !== undefined;
      result.observe(channelOperatorPause, isKnown ? seconds : Number.NaN, { channel });
      const messages = waits?.messages ?? 0;
      result.observe(channelMessagesWaiting, isKnown ? messages : Number.NaN, { channel });
    }
  };
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}

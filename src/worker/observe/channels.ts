import type { BatchObservableCallback } from "@opentelemetry/api";
import type { OpenChannels } from "../../channels/open.ts";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";

/** Has each channel that is open tell at each scrape for how long it is paused. @returns what ends it */
export function observeChannels(
  channels: Pick<OpenChannels, "all">,
  { meter, metrics: { channelPause } }: Telemetry,
): () => void {
  const observed = [channelPause];
  const observe: BatchObservableCallback = (result) => {
    for (const { description, pauseLeftMs } of channels.all) {
      result.observe(channelPause, pauseLeftMs() / 1_000, { channel: description.name });
    }
  };
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}

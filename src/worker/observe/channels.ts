import type { BatchObservableCallback } from "@opentelemetry/api";
import type { OpenChannels } from "../../channels/open.ts";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";

/**
 * Has each channel that is open tell at each scrape for how long it is paused. One that was taken down is
 * not: its last value would be told for ever otherwise.
 * @returns what ends it
 */
export function observeChannels(
  channels: Pick<OpenChannels, "all">,
  { meter, metrics: { channelPause } }: Telemetry,
): () => void {
  const observed = [channelPause];
  const told = new Set<string>();
  const observe: BatchObservableCallback = (result) => {
    const left = new Map(
      channels.all.map((one) => [one.description.name, one.pauseLeftMs() / 1_000]),
    );
    for (const name of left.keys()) told.add(name);
    for (const name of told) result.observe(channelPause, left.get(name) ?? 0, { channel: name });
  };
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}

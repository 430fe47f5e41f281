import { performance } from "node:perf_hooks";
import { SpanKind } from "@opentelemetry/api";
import { spanned } from "../platform/telemetry/spans.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import type { SendingChannel } from "./open-channel.ts";

/** A channel whose turns and sends are measured and traced; the channel itself where both are off. */
export function watchedChannel(
  channel: SendingChannel,
  { isMetered, metrics, tracer, workflowSpans }: Telemetry,
): SendingChannel {
  if (!isMetered && workflowSpans === undefined) return channel;
  const { inTurn, send, description } = channel;
  const labels = { channel: description.name };
  const secondsSince = (began: number): number => (performance.now() - began) / 1_000;
  return {
    ...channel,
    inTurn: (work) => {
      const asked = performance.now();
      return inTurn(() => {
        metrics.channelWait.record(secondsSince(asked), labels);
        return work();
      });
    },
    send: (message) => {
      const attributes = { "campanile.channel": description.name, "campanile.message": message.id };
      const about = { kind: SpanKind.CLIENT, attributes };
      return spanned(tracer, `send ${description.name}`, about, async (span) => {
        const began = performance.now();
        const sent = await send(message);
        metrics.sendDuration.record(secondsSince(began), labels);
        span.setAttribute("campanile.outcome", sent.outcome);
        return sent;
      });
    },
  };
}

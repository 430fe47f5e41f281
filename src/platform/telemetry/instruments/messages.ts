import type { Counter, Histogram, Meter, ObservableGauge } from "@opentelemetry/api";
import { divided, longBuckets } from "./buckets.ts";

/** What became of a message. A deferred one is tried again, and counted each time that it is deferred. */
export type MessageOutcome = "sent" | "failed" | "unknown" | "deferred" | "not_sent";

/** What became of one request or one notification. */
export type TellingOutcome = "delivered" | "retried" | "given_up";

export interface MessageMetrics {
  messages: Counter<{ channel: string; outcome: MessageOutcome }>;
  sendDuration: Histogram<{ channel: string }>;
  channelWait: Histogram<{ channel: string }>;
  channelPause: ObservableGauge<{ channel: string }>;
  channelOperatorPause: ObservableGauge<{ channel: string }>;
  channelMessagesWaiting: ObservableGauge<{ channel: string }>;
  webhookDeliveries: Counter<{ outcome: TellingOutcome }>;
  notifications: Counter<{ outcome: TellingOutcome }>;
}

export function messageMetrics(meter: Meter): MessageMetrics {
  return {
    messages: meter.createCounter("campanile_messages_total", {
      description: "Messages by channel and by what became of them.",
    }),
    sendDuration: meter.createHistogram("campanile_channel_send_duration_seconds", {
      description: "How long a provider took to answer to a message.",
      ...divided(longBuckets),
    }),
    channelWait: meter.createHistogram("campanile_channel_wait_seconds", {
      description: "How long a message waited for its turn within its channel's limits.",
      ...divided(longBuckets),
    }),
    channelPause: meter.createObservableGauge("campanile_channel_pause_seconds", {
      description: "For how long a channel is still paused, as its provider has asked for.",
    }),
    channelOperatorPause: meter.createObservableGauge("campanile_channel_operator_pause_seconds", {
      description: "For how long somebody has paused a channel by now.",
    }),
    channelMessagesWaiting: meter.createObservableGauge("campanile_channel_messages_waiting", {
      description: "Messages that wait until a channel is resumed.",
    }),
    webhookDeliveries: meter.createCounter("campanile_activity_webhook_deliveries_total", {
      description: "Requests to webhooks for activities, by what became of them.",
    }),
    notifications: meter.createCounter("campanile_notifications_total", {
      description: "Attempts to tell owners of something, by what became of them.",
    }),
  };
}

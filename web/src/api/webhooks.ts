import type { z } from "zod";
import type {
  activityDelivery,
  activityWebhook,
  createdActivityWebhook,
} from "../../../src/contract/api/webhooks.ts";
import type { Notice } from "../../../src/domain/notices.ts";
import type { Wire } from "./wire.ts";

export type Webhook = Wire<z.input<typeof activityWebhook>>;
export type CreatedWebhook = Wire<z.input<typeof createdActivityWebhook>>;
export type WebhookDelivery = Wire<z.input<typeof activityDelivery>>;

export const activityNames: Record<Notice, string> = {
  message_held: "A message is held back",
  message_dropped: "A message was held back and dropped",
  message_sent: "A message was taken for delivery",
  message_failed: "A message failed",
  message_unknown: "Whether a message arrived is unknown",
  message_delivered: "A message was delivered, says the provider",
  message_bounced: "A message bounced",
  message_complained: "Somebody complained about a message",
  message_replied: "Somebody replied",
  message_opened: "A message was opened",
  message_clicked: "A link was clicked",
  message_unsubscribed: "Somebody unsubscribed",
  run_started: "A run started",
  run_completed: "A run completed",
  run_stopped: "A run was stopped",
  run_failed: "A run failed",
};

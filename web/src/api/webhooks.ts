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
  message_sent: "A message was delivered",
  message_failed: "A message failed",
  message_unknown: "Whether a message arrived is unknown",
  message_opened: "A message was opened",
  message_clicked: "A link was clicked",
  message_unsubscribed: "Somebody unsubscribed",
  run_started: "A run started",
  run_completed: "A run completed",
  run_stopped: "A run was stopped",
  run_failed: "A run failed",
};

import type { z } from "zod";
import type {
  activityDelivery,
  activityWebhook,
  createdActivityWebhook,
} from "../../../src/contract/api/webhooks.ts";
import type { Wire } from "./wire.ts";

export type Webhook = Wire<z.input<typeof activityWebhook>>;
export type CreatedWebhook = Wire<z.input<typeof createdActivityWebhook>>;
export type WebhookDelivery = Wire<z.input<typeof activityDelivery>>;

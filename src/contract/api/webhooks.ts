import { z } from "zod";
import { notices } from "../../domain/notices.ts";
import { count, int4 } from "../integers.ts";
import { id, title } from "./fields.ts";
import { pageOf } from "./page.ts";

const url = z
  .string()
  .max(2_000)
  .refine(isAddress, "must be an http or https address without user name and password")
  .meta({ example: "https://shop.example.com/campanile" });

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

const wanted = z
  .array(z.enum(notices))
  .min(1)
  .transform((all) => [...new Set(all)])
  .meta({ description: "What it is told of" });

export const newActivityWebhook = z
  .strictObject({ name: title(200), url, activities: wanted.default(notices) })
  .meta({ id: "NewWebhook" });

export const activityWebhookChange = z
  .strictObject({
    name: title(200).optional(),
    url: url.optional(),
    activities: wanted.optional(),
    enabled: z.boolean().optional().meta({
      description: "Switched off it is told nothing, also not later; what was to be told waits",
    }),
  })
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ minProperties: 1, id: "WebhookChange" });

const deliveryState = z.enum(["pending", "delivered", "given_up"]);

export const activityWebhook = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    url: z.string(),
    activities: z.array(z.enum(notices)),
    enabled: z.boolean(),
    createdAt: z.date(),
    updatedAt: z.date(),
    waiting: count.meta({ description: "Activities that are still to be told" }),
    lastState: deliveryState.nullable().meta({ description: "Of its newest delivery" }),
    lastProblem: z.string().nullable(),
  })
  .meta({ id: "Webhook" });

const secret = z
  .string()
  .meta({ description: "What its requests are signed with: shown only now" });

export const createdActivityWebhook = activityWebhook
  .extend({ secret })
  .meta({ id: "CreatedWebhook" });

export const renewedSecret = z.strictObject({ secret }).meta({ id: "WebhookSecret" });

export const activityWebhookPage = pageOf(activityWebhook).meta({ id: "WebhookPage" });

export const activityDelivery = z
  .strictObject({
    id: z.guid().meta({ description: "The header Campanile-Delivery, the same at every attempt" }),
    webhookId: z.guid(),
    state: deliveryState,
    activities: int4(0).meta({ description: "How many it tells of" }),
    attempts: int4(0),
    nextAttemptAt: z.date(),
    answerStatus: int4(0).nullable().meta({ description: "Of the last attempt" }),
    problem: z.string().nullable().meta({ description: "Why the last attempt failed" }),
    createdAt: z.date(),
    endedAt: z.date().nullable(),
  })
  .meta({ id: "WebhookDelivery" });

export const activityDeliveryPage = pageOf(activityDelivery).meta({ id: "WebhookDeliveryPage" });

export const deliveryParams = z.strictObject({ id, deliveryId: id });

export type NewActivityWebhook = z.output<typeof newActivityWebhook>;
export type ActivityWebhookChange = z.output<typeof activityWebhookChange>;

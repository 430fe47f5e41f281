import { z } from "zod";
import { platforms } from "../../domain/device.ts";
import { contactUpsert } from "./contacts.ts";
import { id } from "./fields.ts";

const key = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_+/=-]+$/, "must be base64url");

/** What `PushSubscription.toJSON()` of a browser gives; what else it has is left out. */
export const pushSubscription = z
  .object({
    endpoint: z
      .string()
      .max(2_000)
      .regex(/^https?:\/\/[\x21-\x7e]+$/, "must be an http or https address")
      .refine((url) => URL.canParse(url), "must be an address"),
    keys: z.object({ p256dh: key, auth: key }),
  })
  .meta({ id: "PushSubscription" });

export const deviceLanguage = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,15}$/,
    "must be a language tag such as en or pt-BR",
  );

const app = z
  .string()
  .trim()
  .max(200)
  .meta({ description: "The app or site that it takes notifications of" });

const phone = z.strictObject({
  platform: z.enum(["android", "ios"]),
  token: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .regex(/^[\x21-\x7e]+$/, "must be a token without blanks")
    .meta({ description: "Of Firebase, or of Apple as 64 or more hexadecimal digits" }),
  app: app.optional(),
  language: deviceLanguage.optional(),
});
const browser = z.strictObject({
  platform: z.literal("web"),
  subscription: pushSubscription,
  app: app.optional(),
  language: deviceLanguage.optional(),
});

export const writtenDevice = z.discriminatedUnion("platform", [phone, browser]);
export type WrittenDevice = z.output<typeof writtenDevice>;

export const deviceRegistration = z
  .strictObject({
    contact: contactUpsert.meta({ description: "Found or made, as by POST /contacts/upsert" }),
    device: writtenDevice,
  })
  .meta({ id: "DeviceRegistration" });

export const device = z
  .strictObject({
    id: z.string(),
    contactId: z.string(),
    channel: z.enum(["webPush", "mobilePush"]),
    platform: z.enum(platforms),
    token: z.string().meta({ description: "Of a browser, the address of its subscription" }),
    app: z.string().nullable(),
    language: z.string().nullable(),
    createdAt: z.date(),
    lastSeenAt: z.date(),
  })
  .meta({ id: "Device" });
export type PresentedDevice = z.output<typeof device>;

export const deviceList = z.strictObject({ items: z.array(device) }).meta({ id: "DeviceList" });

export const deviceParams = z.strictObject({ id, deviceId: id });

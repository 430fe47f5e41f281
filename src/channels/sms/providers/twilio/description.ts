import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { replyWordSettings } from "../../../reply-word-settings.ts";

export const twilioSettings = z.strictObject({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-zA-Z]{8,40}$/, "must be an account SID, which begins with AC")
    .meta({ title: "Account SID" }),
  from: z
    .string()
    .trim()
    .max(50)
    .default("")
    .meta({ title: "From", description: "A number or name, where a block names none" }),
  messagingServiceSid: z.string().trim().max(50).default("").meta({
    title: "Messaging Service SID",
    description: "Chooses the sender where none is named",
  }),
  ...replyWordSettings,
  baseUrl: baseUrlSetting("https://api.twilio.com"),
});

export const twilio: ProviderDescription = {
  name: "twilio",
  label: "Twilio",
  settings: twilioSettings,
  secrets: z.strictObject({
    authToken: secretSetting("Auth token", "Signs webhooks, too"),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).twilioAdapter,
};

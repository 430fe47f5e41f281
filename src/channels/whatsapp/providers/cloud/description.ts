import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { replyWordSettings } from "../../../reply-word-settings.ts";
import { strangerSetting } from "../../../stranger-setting.ts";

export const whatsappCloud: ProviderDescription = {
  name: "whatsappCloud",
  label: "WhatsApp Cloud API",
  settings: z.strictObject({
    phoneNumberId: z
      .string()
      .trim()
      .regex(/^\d{5,30}$/, "must be the id of a phone number, which has digits only")
      .meta({ title: "Phone number ID", description: "Not the number itself" }),
    apiVersion: z
      .string()
      .trim()
      .regex(/^v\d+\.\d+$/, "must be a version such as v23.0")
      .default("v23.0")
      .meta({ title: "API version" }),
    ...strangerSetting,
    ...replyWordSettings,
    baseUrl: baseUrlSetting("https://graph.facebook.com"),
  }),
  secrets: z.strictObject({
    accessToken: secretSetting("Access token", "Of a system user, so that it doesn't expire"),
    appSecret: secretSetting("App secret", "Signs webhooks"),
    verifyToken: secretSetting("Verify token", "As you give it where the webhook is set up"),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).whatsappCloudAdapter,
};

import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { replyWordSettings } from "../../../reply-word-settings.ts";

export const vonageSettings = z.strictObject({
  apiKey: z.string().trim().min(1).max(100).meta({ title: "API key" }),
  from: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .meta({ title: "From", description: "A number or name, where a block names none" }),
  ...replyWordSettings,
  baseUrl: baseUrlSetting("https://api.nexmo.com"),
});

/** Vonage's Messages API, whose webhooks are signed. */
export const vonage: ProviderDescription = {
  name: "vonage",
  label: "Vonage",
  settings: vonageSettings,
  secrets: z.strictObject({
    apiSecret: secretSetting("API secret"),
    signatureSecret: secretSetting(
      "Signature secret",
      "Signs webhooks; without it none are taken",
    ).optional(),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).vonageAdapter,
};

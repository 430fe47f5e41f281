import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { senderSetting } from "../../sender-setting.ts";

export const mailgun: ProviderDescription = {
  name: "mailgun",
  label: "Mailgun",
  settings: z.strictObject({
    domain: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/, "must be a domain such as mg.example.com")
      .meta({ title: "Domain", description: "That Mailgun sends for" }),
    baseUrl: baseUrlSetting("https://api.mailgun.net"),
    ...senderSetting,
  }),
  secrets: z.strictObject({
    apiKey: secretSetting("API key"),
    signingKey: secretSetting(
      "HTTP webhook signing key",
      "Without it no webhooks are taken",
    ).optional(),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).mailgunAdapter,
};

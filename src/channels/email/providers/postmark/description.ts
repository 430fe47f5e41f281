import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { senderSetting } from "../../sender-setting.ts";

export const postmark: ProviderDescription = {
  name: "postmark",
  label: "Postmark",
  settings: z.strictObject({
    messageStream: z
      .string()
      .trim()
      .max(100)
      .default("outbound")
      .meta({ title: "Message stream", description: "Such as outbound or broadcast" }),
    baseUrl: baseUrlSetting("https://api.postmarkapp.com"),
    ...senderSetting,
  }),
  secrets: z.strictObject({
    serverToken: secretSetting("Server API token"),
    webhookPassword: secretSetting(
      "Password of the webhook",
      "You invent it, and enter it as the basic auth password; without it no webhooks are taken",
    ).optional(),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).postmarkAdapter,
};

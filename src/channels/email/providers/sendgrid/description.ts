import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { senderSetting } from "../../sender-setting.ts";

export const sendgrid: ProviderDescription = {
  name: "sendgrid",
  label: "SendGrid",
  settings: z.strictObject({
    baseUrl: baseUrlSetting("https://api.sendgrid.com"),
    ...senderSetting,
  }),
  secrets: z.strictObject({
    apiKey: secretSetting("API key", "With the permission to send mail"),
    verificationKey: secretSetting(
      "Verification key",
      "Of the signed event webhook; without it none are taken",
    ).optional(),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).sendgridAdapter,
};

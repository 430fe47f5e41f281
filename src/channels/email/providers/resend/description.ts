import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { senderSetting } from "../../sender-setting.ts";

/** So long Resend keeps an idempotency key. */
const dayMs = 86_400_000;

export const resend: ProviderDescription = {
  name: "resend",
  label: "Resend",
  settings: z.strictObject({
    baseUrl: baseUrlSetting("https://api.resend.com"),
    ...senderSetting,
  }),
  secrets: z.strictObject({
    apiKey: secretSetting("API key"),
    signingSecret: secretSetting(
      "Signing secret of the webhook",
      "Begins with whsec_; without it no webhooks are taken",
    ).optional(),
  }),
  knowsIdsForMs: () => dayMs,
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).resendAdapter,
};

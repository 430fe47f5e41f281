import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { replyWordSettings } from "../../../reply-word-settings.ts";
import { strangerSetting } from "../../../stranger-setting.ts";

export const slackApp: ProviderDescription = {
  name: "slackApp",
  label: "Slack app",
  settings: z.strictObject({
    ...strangerSetting,
    ...replyWordSettings,
    baseUrl: baseUrlSetting("https://slack.com"),
  }),
  secrets: z.strictObject({
    botToken: secretSetting("Bot token", "With the scopes chat:write and users:read.email").regex(
      /^xox[a-z]-/,
      "must be a token such as xoxb-…",
    ),
    signingSecret: secretSetting("Signing secret", "Of the app: signs what Slack sends"),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).slackAppAdapter,
};

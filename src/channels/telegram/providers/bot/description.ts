import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { replyWordSettings } from "../../../reply-word-settings.ts";
import { strangerSetting } from "../../../stranger-setting.ts";

export const telegramBot: ProviderDescription = {
  name: "telegramBot",
  label: "Telegram bot",
  settings: z.strictObject({
    botName: z
      .string()
      .trim()
      .regex(/^@?[A-Za-z][A-Za-z0-9_]{3,31}$/, "must be a bot's name, such as ShopBot")
      .transform((name) => name.replace("@", ""))
      .meta({ title: "Name of the bot", description: "Links into its chat are made with it" }),
    ...strangerSetting,
    ...replyWordSettings,
    baseUrl: baseUrlSetting("https://api.telegram.org"),
  }),
  secrets: z.strictObject({
    botToken: secretSetting("Token of the bot", "From @BotFather").regex(
      /^\d+:[A-Za-z0-9_-]+$/,
      "must be a bot's token, such as 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    ),
    webhookSecret: secretSetting("Secret of the webhook", "The secret_token of setWebhook").regex(
      /^[A-Za-z0-9_-]{1,256}$/,
      "must have 1 to 256 letters, digits, _ or -",
    ),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).telegramBotAdapter,
};

import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { replyWordSettings } from "../../../reply-word-settings.ts";
import { strangerSetting } from "../../../stranger-setting.ts";

export const viberBot: ProviderDescription = {
  name: "viberBot",
  label: "Viber bot",
  settings: z.strictObject({
    uri: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_.-]{1,100}$/, "must be the bot's URI, such as myshop")
      .meta({ title: "URI of the bot", description: "Links into its chat are made with it" }),
    senderName: z
      .string()
      .trim()
      .min(1)
      .max(28)
      .meta({ title: "Sender", description: "The name that messages come from" }),
    avatar: z.string().trim().max(2_000).default("").meta({
      title: "Picture of the sender",
      description: "Its address",
    }),
    ...strangerSetting,
    ...replyWordSettings,
    baseUrl: baseUrlSetting("https://chatapi.viber.com"),
  }),
  secrets: z.strictObject({
    authToken: secretSetting("Token of the bot", "Signs webhooks, too"),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).viberBotAdapter,
};

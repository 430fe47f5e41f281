import { shownChat } from "../chat-content.ts";
import type { ChannelDescription } from "../description.ts";
import { telegramBot } from "./providers/bot/description.ts";

export const telegram = {
  name: "telegram",
  label: "Telegram",
  address: {
    identity: "telegram",
    absent: "the contact has not opened a chat with the bot",
    invalid: "the recipient is not the id of a chat",
  },
  shown: shownChat,
  providers: [telegramBot],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).telegramAdapter,
} as const satisfies ChannelDescription;

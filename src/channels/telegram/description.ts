import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { shownChat } from "../chat-content.ts";
import type { ChannelDescription } from "../description.ts";
import { telegramBot } from "./providers/bot/description.ts";

export const telegram = {
  name: "telegram",
  label: "Telegram",
  address: {
    identity: "telegram",
    absent: sayMessage("noChat"),
    invalid: sayMessage("notAChat"),
  },
  shown: shownChat,
  providers: [telegramBot],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).telegramAdapter,
} as const satisfies ChannelDescription;

import { shownChat } from "../chat-content.ts";
import type { ChannelDescription } from "../description.ts";
import { viberBot } from "./providers/bot/description.ts";

export const viber = {
  name: "viber",
  label: "Viber",
  address: {
    identity: "viber",
    absent: "the contact has not opened a chat with the bot",
    invalid: "the recipient is not an id of Viber",
  },
  shown: shownChat,
  providers: [viberBot],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).viberAdapter,
} as const satisfies ChannelDescription;

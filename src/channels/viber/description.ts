import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { shownChat } from "../chat-content.ts";
import type { ChannelDescription } from "../description.ts";
import { viberBot } from "./providers/bot/description.ts";

export const viber = {
  name: "viber",
  label: "Viber",
  address: {
    identity: "viber",
    absent: sayMessage("noChat"),
    invalid: sayMessage("notOfViber"),
  },
  shown: shownChat,
  providers: [viberBot],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).viberAdapter,
} as const satisfies ChannelDescription;

import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { shownChat } from "../chat-content.ts";
import type { ChannelDescription } from "../description.ts";
import { whatsappCloud } from "./providers/cloud/description.ts";

export const whatsapp = {
  name: "whatsapp",
  label: "WhatsApp",
  address: {
    identity: "phone",
    absent: sayMessage("noPhone"),
    invalid: sayMessage("notAPhone"),
  },
  shown: shownChat,
  hasTemplates: true,
  providers: [whatsappCloud],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).whatsappAdapter,
} as const satisfies ChannelDescription;

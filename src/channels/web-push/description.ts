import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";
import { vapid } from "./providers/vapid/description.ts";

export const webPush = {
  name: "webPush",
  label: "web push",
  address: {
    identity: null,
    reaches: "devices",
    absent: sayMessage("noBrowser"),
    invalid: sayMessage("notADevice"),
  },
  inbox: "webPushTest",
  shown: shownTexts,
  providers: [vapid],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).webPushAdapter,
} as const satisfies ChannelDescription;

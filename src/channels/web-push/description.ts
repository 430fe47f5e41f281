import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";
import { vapid } from "./providers/vapid/description.ts";

export const webPush = {
  name: "webPush",
  label: "web push",
  address: {
    identity: null,
    reaches: "devices",
    absent: "the contact takes no notifications in a browser",
    invalid: "the recipient is not a device",
  },
  inbox: "webPushTest",
  shown: shownTexts,
  providers: [vapid],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).webPushAdapter,
} as const satisfies ChannelDescription;

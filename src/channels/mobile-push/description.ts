import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";
import { firebaseApple } from "./providers/firebase-apple/description.ts";

export const mobilePush = {
  name: "mobilePush",
  label: "mobile push",
  address: {
    identity: null,
    reaches: "devices",
    absent: sayMessage("noDevice"),
    invalid: sayMessage("notADevice"),
  },
  inbox: "mobilePushTest",
  shown: shownTexts,
  providers: [firebaseApple],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).mobilePushAdapter,
} as const satisfies ChannelDescription;

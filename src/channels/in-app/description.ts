import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";

export const inApp = {
  name: "inApp",
  label: "in-app",
  address: {
    identity: null,
    reaches: "contact",
    absent: sayMessage("nobody"),
    invalid: sayMessage("notAContact"),
  },
  inbox: "inAppTest",
  // Into inboxes that we keep ourselves.
  isBuiltIn: true,
  isIdempotent: true,
  shown: shownTexts,
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).inAppAdapter,
} as const satisfies ChannelDescription;

import type { ChannelDescription } from "../../../src/channels/description.ts";
import { shownTexts } from "../../../src/channels/texts.ts";

export const carrierPigeon = {
  name: "carrierPigeon",
  label: "carrier pigeon",
  address: {
    identity: "phone",
    absent: "the contact has no loft",
    invalid: "the recipient is not a loft",
  },
  shown: shownTexts,
  isBuiltIn: true,
  adapter: async () => (await import("./adapter.ts")).carrierPigeonAdapter,
} as const satisfies ChannelDescription;

import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";

export const inApp = {
  name: "inApp",
  label: "in-app",
  address: {
    identity: null,
    absent: "the contact does not use the app",
    invalid: "the recipient is not a device",
  },
  shown: shownTexts,
} as const satisfies ChannelDescription;

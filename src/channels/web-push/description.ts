import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";

export const webPush = {
  name: "webPush",
  label: "web push",
  address: {
    identity: null,
    absent: "the contact takes no notifications in a browser",
    invalid: "the recipient is not a device",
  },
  shown: shownTexts,
} as const satisfies ChannelDescription;

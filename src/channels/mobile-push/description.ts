import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";

export const mobilePush = {
  name: "mobilePush",
  label: "mobile push",
  address: {
    identity: null,
    absent: "the contact takes no notifications on a phone",
    invalid: "the recipient is not a device",
  },
  shown: shownTexts,
} as const satisfies ChannelDescription;

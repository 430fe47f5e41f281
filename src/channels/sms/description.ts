import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";

export const sms = {
  name: "sms",
  label: "SMS",
  address: {
    identity: "phone",
    absent: "the contact has no phone number",
    invalid: "the recipient is not a phone number",
  },
  shown: shownTexts,
} as const satisfies ChannelDescription;

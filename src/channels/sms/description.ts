import { smsSegments } from "../../domain/sms-segments.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { ChannelDescription } from "../description.ts";
import { shownTexts } from "../texts.ts";
import { http } from "./providers/http/description.ts";
import { twilio } from "./providers/twilio/description.ts";
import { vonage } from "./providers/vonage/description.ts";

export const sms = {
  name: "sms",
  label: "SMS",
  address: {
    identity: "phone",
    absent: sayMessage("noPhone"),
    invalid: sayMessage("notAPhone"),
  },
  shown: shownTexts,
  segments: (content) => smsSegments(shownTexts(content).text),
  providers: [twilio, vonage, http],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).smsAdapter,
} as const satisfies ChannelDescription;

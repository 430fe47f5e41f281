import type { AnyMessageKind } from "./message-kind.ts";
import { slackMessage, telegramMessage, viberMessage, whatsappMessage } from "./chat-messages.ts";
import { emailMessage } from "./send-email.ts";
import { inAppMessage, mobilePushMessage, smsMessage, webPushMessage } from "./short-messages.ts";

/** Every kind of message, in the order in which a form offers them. */
export const messageKinds = [
  emailMessage,
  smsMessage,
  webPushMessage,
  mobilePushMessage,
  inAppMessage,
  telegramMessage,
  whatsappMessage,
  viberMessage,
  slackMessage,
] as unknown as readonly [AnyMessageKind, ...AnyMessageKind[]];

import { slackCase, telegramCase, viberCase, whatsappCase } from "./cases/chats.ts";
import { mailgunCase, postmarkCase, resendCase, sendgridCase, sesCase } from "./cases/emails.ts";
import { appleCase, firebaseCase } from "./cases/firebase-apple.ts";
import { httpCase, knowingHttpCase } from "./cases/http.ts";
import { smtpCase } from "./cases/smtp.ts";
import { twilioCase } from "./cases/twilio.ts";
import { vapidCase } from "./cases/vapid.ts";
import { vonageCase } from "./cases/vonage.ts";
import type { ProviderCase } from "./provider-case.ts";

/** Every provider, a line for each way in which it may be set up. The kill test (test/faults/channel-kills.slow.test.ts) goes through them. */
export const allProviders: readonly ProviderCase[] = [
  twilioCase,
  vonageCase,
  httpCase,
  knowingHttpCase,
  vapidCase,
  firebaseCase,
  appleCase,
  telegramCase,
  whatsappCase,
  viberCase,
  slackCase,
  sesCase,
  sendgridCase,
  mailgunCase,
  postmarkCase,
  resendCase,
  smtpCase,
];

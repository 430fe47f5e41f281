import { slackCase, telegramCase, viberCase, whatsappCase } from "./cases/chats.ts";
import { twilioCase } from "./cases/twilio.ts";
import type { ProviderCase } from "./provider-case.ts";

/** Every provider: a line each. The kill test (test/faults/channel-kills.slow.test.ts) goes through them. */
export const allProviders: readonly ProviderCase[] = [
  twilioCase,
  telegramCase,
  whatsappCase,
  viberCase,
  slackCase,
];

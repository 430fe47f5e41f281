import { appleCase, firebaseCase } from "./cases/firebase-apple.ts";
import { twilioCase } from "./cases/twilio.ts";
import { vapidCase } from "./cases/vapid.ts";
import type { ProviderCase } from "./provider-case.ts";

/** Every provider: a line each. The kill test (test/faults/channel-kills.slow.test.ts) goes through them. */
export const allProviders: readonly ProviderCase[] = [
  twilioCase,
  vapidCase,
  firebaseCase,
  appleCase,
];

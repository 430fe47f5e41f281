import { z } from "zod";
import { newVapidKey, vapidPublicKey } from "../../../../domain/vapid-keys.ts";
import type { ProviderDescription } from "../../../provider-description.ts";
import { secretSetting, withoutSlashes } from "../../../provider-settings.ts";

export const vapidSettings = z.strictObject({
  subject: z
    .string()
    .trim()
    .max(300)
    .regex(
      /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/,
      "must be mailto: with an address, or an https address",
    )
    .meta({
      title: "Contact",
      description:
        "Whom push services write to about your messages: mailto:you@example.com, or an https address",
    }),
  baseUrl: z
    .string()
    .trim()
    .max(2_000)
    .regex(/^(https?:\/\/[^\s/?#][^\s?#]*)?$/, "must be an http or https address without a query")
    .transform(withoutSlashes)
    .default("")
    .meta({
      title: "Base URL",
      description: "In place of the push services of browsers; empty as a rule",
    }),
});

/**
 * Every browser's push service, by VAPID (RFC 8292): no account with anybody, but a pair of keys, to
 * which subscriptions are bound. With other keys every browser has to subscribe again.
 */
export const vapid: ProviderDescription = {
  name: "vapid",
  label: "Push services of browsers (VAPID)",
  settings: vapidSettings,
  secrets: z.strictObject({
    privateKey: secretSetting(
      "Private key",
      "Of VAPID, as base64url; left out, a new one is made",
    ).refine((key) => vapidPublicKey(key) !== null, "must be a private key of P-256, as base64url"),
  }),
  secretMakers: () => ({ privateKey: newVapidKey }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).vapidAdapter,
};

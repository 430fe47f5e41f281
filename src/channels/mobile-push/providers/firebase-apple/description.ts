import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";

const short = (title: string, description: string) =>
  z.string().trim().max(200).default("").meta({ title, description });

export const firebaseAppleSettings = z.strictObject({
  baseUrl: baseUrlSetting("https://fcm.googleapis.com"),
  tokenUrl: baseUrlSetting("https://oauth2.googleapis.com/token").meta({
    title: "Token URL",
    description: "Where Google gives access tokens; as it is, as a rule",
  }),
  appleBaseUrl: baseUrlSetting("https://api.push.apple.com").meta({
    title: "Apple's base URL",
    description: "https://api.sandbox.push.apple.com for apps that come from Xcode",
  }),
  appleTopic: short("Apple's topic", "The app's bundle ID"),
  appleTeamId: short("Apple's team ID", "Ten letters and digits"),
  appleKeyId: short("Apple's key ID", "Of the key for push notifications"),
});

/** What Firebase's console gives as a file. */
export const serviceAccount = z.object({
  project_id: z.string().min(1),
  client_email: z.string().min(1),
  private_key: z.string().min(1),
});

function isServiceAccount(text: string): boolean {
  try {
    return serviceAccount.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/**
 * Both push services of phones, as one contact may have phones of both: a device's platform and the
 * form of its token say which. Either half may be left out: Firebase alone reaches iPhones, too, by
 * tokens of its own.
 */
export const firebaseApple: ProviderDescription = {
  name: "firebaseApple",
  label: "Firebase and Apple",
  settings: firebaseAppleSettings,
  secrets: z
    .strictObject({
      serviceAccount: secretSetting("Firebase's service account", "The JSON of its key file")
        .refine(isServiceAccount, "must be the JSON of a service account's key")
        .optional(),
      appleKey: secretSetting("Apple's key", "What the .p8 file says")
        .regex(/^-----BEGIN PRIVATE KEY-----/, "must be what the .p8 file says")
        .optional(),
    })
    .refine(
      (secrets) => Object.values(secrets).some((secret) => secret !== undefined),
      "Firebase's service account or Apple's key is needed",
    ),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).firebaseAppleAdapter,
};

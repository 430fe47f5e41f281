import { generateKeyPairSync } from "node:crypto";
import { firebaseApple } from "../../../src/channels/mobile-push/providers/firebase-apple/description.ts";
import type { ProviderCase } from "../provider-case.ts";

const pem = { type: "pkcs8", format: "pem" } as const;
const ofGoogle = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const ofApple = generateKeyPairSync("ec", { namedCurve: "P-256" });

const serviceAccount = {
  project_id: "our-shop",
  client_email: "push@our-shop.iam.gserviceaccount.com",
  private_key: ofGoogle.privateKey.export(pem) as string,
};
export const publicKeys = { google: ofGoogle.publicKey, apple: ofApple.publicKey };

const secrets = {
  serviceAccount: JSON.stringify(serviceAccount),
  appleKey: ofApple.privateKey.export(pem) as string,
};
export const appleToken = "0f".repeat(32);

const pushSettings = (baseUrl: string) => ({
  baseUrl,
  tokenUrl: `${baseUrl}/token`,
  appleBaseUrl: baseUrl,
  appleTopic: "com.example.shop",
  appleTeamId: "TEAM123456",
  appleKeyId: "KEY1234567",
});

const outgoing = (id: string) => ({
  id,
  title: "Your order is here",
  text: "Come and see",
  image: null,
  data: { messageId: id },
  ttlSeconds: 3_600,
  isUrgent: true,
  replaces: "",
});

const common = {
  channel: "mobilePush",
  description: firebaseApple,
  settings: pushSettings,
  secrets,
  isIdempotent: false,
  block: { kind: "sendMobilePush", config: { title: "Your order is here", text: "Look" } },
};

export const firebaseCase: ProviderCase = {
  ...common,
  outgoing: (id) => ({ ...outgoing(id), platform: "android", token: "fcm:token" }),
  beside: ({ path }) =>
    path === "/token"
      ? { status: 200, body: { access_token: "ya29.access", expires_in: 3_599 } }
      : undefined,
  answers: {
    taken: () => ({ status: 200, body: { name: "projects/our-shop/messages/0:1" } }),
    rejected: {
      status: 400,
      body: { error: { code: 400, status: "INVALID_ARGUMENT", message: "Message too big" } },
    },
    limited: {
      status: 429,
      headers: { "retry-after": "2" },
      body: { error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota exceeded" } },
    },
  },
  idOf: ({ body }) => {
    const { message } = JSON.parse(body) as { message: { data: { messageId: string } } };
    return message.data.messageId;
  },
  contact: { identities: [{ kind: "contactId", value: "has-android" }] },
  device: { platform: "android", token: "fcm:token" },
};

export const appleCase: ProviderCase = {
  ...common,
  outgoing: (id) => ({ ...outgoing(id), platform: "ios", token: appleToken }),
  answers: {
    taken: ({ headers }) => ({ status: 200, headers: { "apns-id": String(headers["apns-id"]) } }),
    rejected: { status: 400, body: { reason: "PayloadTooLarge" } },
    limited: { status: 429, headers: { "retry-after": "2" }, body: { reason: "TooManyRequests" } },
  },
  idOf: ({ headers }) => String(headers["apns-id"]),
  contact: { identities: [{ kind: "contactId", value: "has-iphone" }] },
  device: { platform: "ios", token: appleToken },
};

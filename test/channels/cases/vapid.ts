import { createECDH, randomBytes } from "node:crypto";
import { vapid } from "../../../src/channels/web-push/providers/vapid/description.ts";
import type { ProviderCase } from "../provider-case.ts";
import { decrypted, newBrowser } from "../web-push-browser.ts";

const ecdh = createECDH("prime256v1");
ecdh.generateKeys();
const browser = newBrowser();
const endpoint = `https://push.example.com/send/${randomBytes(20).toString("base64url")}`;

export const vapidCase: ProviderCase = {
  channel: "webPush",
  description: vapid,
  settings: (baseUrl) => ({ baseUrl, subject: "mailto:shop@example.com" }),
  secrets: { privateKey: ecdh.getPrivateKey().toString("base64url") },
  outgoing: (id) => ({
    id,
    endpoint,
    keys: browser.keys,
    payload: JSON.stringify({ title: "Your order is here", tag: id }),
    ttlSeconds: 60,
    urgency: "normal",
  }),
  answers: {
    taken: () => ({ status: 201, headers: { location: "https://push.example.com/m/1" } }),
    rejected: { status: 413, body: "payload too large" },
    limited: { status: 429, headers: { "retry-after": "2" }, body: "slow down" },
  },
  idOf: ({ raw }) => {
    const { tag } = JSON.parse(decrypted(browser, raw)) as { tag: string };
    return tag;
  },
  isIdempotent: false,
  block: { kind: "sendWebPush", config: { title: "Your order is here", text: "Look" } },
  contact: { identities: [{ kind: "anonymousId", value: "a-browser" }] },
  device: { platform: "web", subscription: { endpoint, keys: browser.keys } },
};

import { slackApp } from "../../../src/channels/slack/providers/app/description.ts";
import { telegramBot } from "../../../src/channels/telegram/providers/bot/description.ts";
import { viberBot } from "../../../src/channels/viber/providers/bot/description.ts";
import { whatsappCloud } from "../../../src/channels/whatsapp/providers/cloud/description.ts";
import type { ProviderCase } from "../provider-case.ts";

const text = "Your order is here. Was all well?";
/** Answers carry the message's id, where the chat has no other place for it. */
const replies = ["Yes", "No"];
let taken = 0;

export const telegramCase: ProviderCase = {
  channel: "telegram",
  description: telegramBot,
  settings: (baseUrl) => ({ baseUrl, botName: "ShopBot" }),
  secrets: {
    botToken: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5",
    webhookSecret: "a-webhooks-secret",
  },
  outgoing: (id) => ({ id, to: "987654321", text, replies }),
  answers: {
    taken: () => ({
      status: 200,
      body: { ok: true, result: { message_id: ++taken, chat: { id: 987654321 } } },
    }),
    rejected: {
      status: 403,
      body: { ok: false, error_code: 403, description: "Forbidden: bot was blocked by the user" },
    },
    limited: {
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: "Too Many Requests: retry after 2",
        parameters: { retry_after: 2 },
      },
    },
  },
  idOf: ({ body }) => /"callback_data":"r:0:([^"]+)"/.exec(body)?.[1] ?? "",
  isIdempotent: false,
  block: { kind: "sendTelegram", config: { text, replies: replies.join("\n") } },
  contact: { identities: [{ kind: "telegram", value: "987654321" }] },
};

export const whatsappCase: ProviderCase = {
  channel: "whatsapp",
  description: whatsappCloud,
  settings: (baseUrl) => ({ baseUrl, phoneNumberId: "106540352242922" }),
  secrets: {
    accessToken: "EAAJ-access-token",
    appSecret: "an-apps-secret",
    verifyToken: "a-token-to-verify",
  },
  outgoing: (id) => ({ id, to: "+4915112345678", text, replies: [] }),
  answers: {
    taken: () => ({
      status: 200,
      body: { messaging_product: "whatsapp", messages: [{ id: `wamid.${++taken}` }] },
    }),
    rejected: {
      status: 400,
      body: {
        error: {
          message: "(#132001) Template name does not exist in the translation",
          type: "OAuthException",
          code: 132001,
          error_data: { details: "template name (order_here) does not exist in en" },
        },
      },
    },
    limited: {
      status: 400,
      body: { error: { message: "(#130429) Rate limit hit", code: 130429 } },
    },
  },
  idOf: ({ body }) => /"biz_opaque_callback_data":"([^"]+)"/.exec(body)?.[1] ?? "",
  isIdempotent: false,
  block: {
    kind: "sendWhatsapp",
    config: { template: "order_here", parameters: "{{ event.keyValue }}" },
  },
  contact: { identities: [{ kind: "phone", value: "+4915112345678" }] },
};

/** The same with an approved template, which is what goes outside of the 24 hours. */
export const whatsappTemplateCase: ProviderCase = {
  ...whatsappCase,
  outgoing: (id) => ({
    id,
    to: "+4915112345678",
    text: "",
    replies: [],
    template: { name: "order_here", language: "en", parameters: ["A-1"] },
  }),
};

export const viberCase: ProviderCase = {
  channel: "viber",
  description: viberBot,
  settings: (baseUrl) => ({ baseUrl, uri: "myshop", senderName: "My shop" }),
  secrets: { authToken: "445da6az1s345z78-dazcczb2542zv51a" },
  outgoing: (id) => ({ id, to: "01234567890A=", text, replies }),
  answers: {
    taken: () => ({
      status: 200,
      body: { status: 0, status_message: "ok", message_token: `57412345678901${++taken}` },
    }),
    rejected: { status: 200, body: { status: 6, status_message: "receiverNotSubscribed" } },
    limited: { status: 200, body: { status: 12, status_message: "tooManyRequests" } },
  },
  idOf: ({ body }) => /"tracking_data":"([^"]+)"/.exec(body)?.[1] ?? "",
  isIdempotent: false,
  block: { kind: "sendViber", config: { text, replies: replies.join("\n") } },
  contact: { identities: [{ kind: "viber", value: "01234567890A=" }] },
};

export const slackCase: ProviderCase = {
  channel: "slack",
  description: slackApp,
  settings: (baseUrl) => ({ baseUrl }),
  secrets: { botToken: "xoxb-a-bots-token", signingSecret: "a-signing-secret" },
  outgoing: (id) => ({ id, to: "U0G9QF9C6", text, replies }),
  answers: {
    taken: () => ({
      status: 200,
      body: { ok: true, channel: "D024BE91L", ts: `1772366400.${++taken}` },
    }),
    rejected: { status: 200, body: { ok: false, error: "channel_not_found" } },
    limited: {
      status: 429,
      headers: { "retry-after": "30" },
      body: { ok: false, error: "ratelimited" },
    },
  },
  idOf: ({ body }) => /"event_payload":\{"id":"([^"]+)"/.exec(body)?.[1] ?? "",
  isIdempotent: false,
  block: { kind: "sendSlack", config: { text, replies: replies.join("\n") } },
  contact: { identities: [{ kind: "slack", value: "U0G9QF9C6" }] },
};

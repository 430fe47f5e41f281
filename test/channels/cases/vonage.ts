import { vonage } from "../../../src/channels/sms/providers/vonage/description.ts";
import { newId } from "../../../src/platform/new-id.ts";
import type { ProviderCase } from "../provider-case.ts";
import { smsCase } from "./sms.ts";

export const vonageCase: ProviderCase = {
  ...smsCase,
  description: vonage,
  settings: (baseUrl) => ({ baseUrl, apiKey: "abcd1234", from: "Shop" }),
  secrets: { apiSecret: "a-secret-that-nobody-knows", signatureSecret: "signed-with-this-one" },
  answers: {
    taken: () => ({ status: 202, body: { message_uuid: newId() } }),
    rejected: {
      status: 422,
      body: {
        type: "https://developer.vonage.com/api-errors/messages-olympus#1150",
        title: "Invalid params",
        detail: "The value of one or more parameters is invalid.",
      },
    },
    limited: {
      status: 429,
      headers: { "retry-after": "2" },
      body: { title: "Rate Limit Hit", detail: "Please wait, then retry your request" },
    },
  },
  idOf: ({ body }) => (JSON.parse(body) as { client_ref: string }).client_ref,
  isIdempotent: false,
};

import { twilio } from "../../../src/channels/sms/providers/twilio/description.ts";
import type { ProviderCase } from "../provider-case.ts";
import { smsCase } from "./sms.ts";

const accountSid = "AC00000000000000000000000000000001";
let taken = 0;

export const twilioCase: ProviderCase = {
  ...smsCase,
  description: twilio,
  settings: (baseUrl) => ({ baseUrl, accountSid, from: "+12025550100" }),
  secrets: { authToken: "a-token-that-nobody-knows" },
  answers: {
    taken: () => ({
      status: 201,
      body: { sid: `SM${String(++taken).padStart(32, "0")}`, status: "queued", error_code: null },
    }),
    rejected: {
      status: 400,
      body: { code: 21211, message: "Invalid 'To' Phone Number: +1", status: 400 },
    },
    limited: {
      status: 429,
      headers: { "retry-after": "2" },
      body: { code: 20429, message: "Too Many Requests", status: 429 },
    },
  },
  idOf: ({ body }) => {
    const callback = new URLSearchParams(body).get("StatusCallback") ?? "";
    return new URL(callback).searchParams.get("message") ?? "";
  },
  isIdempotent: false,
};

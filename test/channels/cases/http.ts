import { http } from "../../../src/channels/sms/providers/http/description.ts";
import type { ProviderCase } from "../provider-case.ts";
import { smsCase } from "./sms.ts";

let taken = 0;

/** A gateway in the form that the settings have if nothing is said. */
export const httpCase: ProviderCase = {
  ...smsCase,
  description: http,
  settings: (baseUrl) => ({
    baseUrl,
    path: "/v2/send?account={{ secrets.user | url_encode }}",
    headers: {
      "Content-Type": "application/json",
      Authorization: "Bearer {{ secrets.apiKey }}",
    },
    from: "Shop",
  }),
  secrets: { apiKey: "a-key-that-nobody-knows", user: "shop-account" },
  answers: {
    taken: () => ({ status: 200, body: { id: `m-${++taken}` } }),
    rejected: { status: 422, body: { error: "the number does not exist" } },
    limited: { status: 429, headers: { "retry-after": "2" }, body: { error: "too fast" } },
  },
  idOf: ({ body }) => (JSON.parse(body) as { reference: string }).reference,
  isIdempotent: false,
};

/** One that takes a message with the same id only once. */
export const knowingHttpCase: ProviderCase = {
  ...httpCase,
  settings: (baseUrl) => ({ ...httpCase.settings(baseUrl), knowsIds: true }),
  isIdempotent: true,
};

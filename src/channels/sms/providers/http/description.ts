import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { ownBaseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { replyWordSettings } from "../../../reply-word-settings.ts";

const path = (title: string, usual: string, description?: string) =>
  z
    .string()
    .trim()
    .max(200)
    .default(usual)
    .meta(description === undefined ? { title } : { title, description });

const texts = (title: string, usual: string[]) =>
  z.array(z.string().trim().min(1).max(100)).max(50).default(usual).meta({ title });

const statuses = z.array(z.int().min(400).max(599)).max(50);

export const httpSettings = z.strictObject({
  baseUrl: ownBaseUrlSetting(),
  method: z.enum(["POST", "PUT", "GET"]).default("POST").meta({ title: "Method" }),
  path: z.string().max(4_000).default("").meta({
    title: "Path",
    description: "Liquid, with a query if need be: /send?to={{ message.to | url_encode }}",
    widget: "liquid",
  }),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "is no header's name"), z.string())
    .default({ "content-type": "application/json" })
    .meta({
      title: "Headers",
      description: "Liquid by name: Bearer {{ secrets.apiKey }}",
      widget: "keyValue",
    }),
  body: z
    .string()
    .max(20_000)
    .default(
      '{"to": {{ message.to | json }}, "from": {{ message.from | json }}, "text": {{ message.text | json }}, "reference": {{ message.id | json }}}',
    )
    .meta({
      title: "Body",
      description: "Liquid with message.to, from, text and id, secrets and webhookUrl",
      widget: "liquidText",
    }),
  from: z
    .string()
    .trim()
    .max(50)
    .default("")
    .meta({ title: "From", description: "A number or name, where a block names none" }),
  idPath: path("Where the message's id is", "id", "In the answer's JSON, such as messages[0].id"),
  successPath: path(
    "Where its success is",
    "",
    "In an answer of 2xx; empty: the status says enough",
  ),
  successValues: texts("What stands there of a message that was taken", []),
  errorPath: path("Where its words are", "error", "Of a message that was refused"),
  deferredStatuses: statuses.default([]).meta({
    title: "Statuses that mean: later",
    description: "Besides 401, 408, 425, 429 and 503",
    widget: "numbers",
  }),
  knowsIds: z.boolean().default(false).meta({
    title: "It takes a message with the same id only once",
    description: "For a day at least; then one whose answer was lost is sent again without harm",
  }),
  receiptIdPath: path("In webhooks: the message's id", "id", "What it called the message"),
  receiptReferencePath: path("In webhooks: our id", "reference"),
  receiptStatusPath: path("In webhooks: the status", "status"),
  receiptCodePath: path("In webhooks: the error", "error"),
  deliveredValues: texts("Statuses of what was delivered", ["delivered", "DELIVRD", "read"]),
  failedValues: texts("Statuses of what was not", [
    "failed",
    "undelivered",
    "rejected",
    "expired",
    "UNDELIV",
    "REJECTD",
    "EXPIRED",
  ]),
  replyFromPath: path("In webhooks: who has written", "from"),
  replyTextPath: path("In webhooks: what was written", "text"),
  signatureHeader: path(
    "Header with the signature of webhooks",
    "x-signature",
    "HMAC-SHA-256 of the body by the signature secret, hexadecimal or base64; looked at where that is given",
  ),
  ...replyWordSettings,
});

const dayMs = 86_400_000;

export type HttpSettings = z.output<typeof httpSettings>;

/** Any gateway that takes SMS by HTTP, by templates. */
export const http: ProviderDescription = {
  name: "http",
  label: "HTTP gateway",
  settings: httpSettings,
  secrets: z.strictObject({
    apiKey: secretSetting("API key").optional(),
    user: secretSetting("User").optional(),
    password: secretSetting("Password").optional(),
    signatureSecret: secretSetting("Signature secret", "Signs webhooks").optional(),
  }),
  knowsIdsForMs: (settings) => ((settings as HttpSettings).knowsIds ? dayMs : undefined),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).httpAdapter,
};

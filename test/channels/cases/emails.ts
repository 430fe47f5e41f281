import { generateKeyPairSync } from "node:crypto";
import { mailgun } from "../../../src/channels/email/providers/mailgun/description.ts";
import { postmark } from "../../../src/channels/email/providers/postmark/description.ts";
import { resend } from "../../../src/channels/email/providers/resend/description.ts";
import { sendgrid } from "../../../src/channels/email/providers/sendgrid/description.ts";
import { ses } from "../../../src/channels/email/providers/ses/description.ts";
import { required } from "../../../src/domain/required.ts";
import type { ReceivedRequest } from "../../support/http-server.ts";
import type { ProviderCase } from "../provider-case.ts";

export const attachedFile = {
  name: "Рахунок № 7.pdf",
  type: "application/pdf",
  content: Buffer.from("%PDF-1.7\nnot much of one, with \u20ac in it"),
};

const from = "Shop <shop@example.com>";
/** What providers of e-mail have in common. */
export const emailCase: Pick<ProviderCase, "channel" | "outgoing" | "block" | "contact"> = {
  channel: "email",
  outgoing: (id) => ({
    id,
    from,
    to: "ada@example.com",
    subject: "Your order is here",
    html: "<p>Your order is here</p>",
    text: "Your order is here",
    replyTo: "help@example.com",
    cc: "Ben <ben@example.com>",
    headers: {
      "List-Unsubscribe": "<https://campanile.example/u/1>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
    attachments: [attachedFile],
  }),
  block: {
    kind: "sendEmail",
    config: { subject: "Your order is here", html: "<p>Your order is here</p>" },
  },
  contact: { email: "ada@example.com" },
};
let taken = 0;

/** The id as a provider with custom values gets it. */
const idIn = ({ body }: ReceivedRequest): string =>
  found(/"campanile_message":"([^"]+)"/.exec(body));
const tagIn = ({ body }: ReceivedRequest): string =>
  found(/"campanile_message","[Vv]alue":"([^"]+)"/.exec(body));
const found = (match: RegExpExecArray | null): string =>
  required(match?.[1], "the id of a message");

/** With whose private half tests sign what SendGrid would. */
export const sendgridKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });

export const sendgridCase: ProviderCase = {
  ...emailCase,
  description: sendgrid,
  settings: (baseUrl) => ({ baseUrl, from }),
  secrets: {
    apiKey: "SG.an-api-key",
    verificationKey: sendgridKeys.publicKey
      .export({ type: "spki", format: "der" })
      .toString("base64"),
  },
  answers: {
    taken: () => ({ status: 202, headers: { "x-message-id": `sg-${++taken}` }, body: "" }),
    rejected: {
      status: 400,
      body: { errors: [{ message: "Does not contain a valid address.", field: "to" }] },
    },
    limited: {
      status: 429,
      headers: { "retry-after": "2" },
      body: { errors: [{ message: "too many requests" }] },
    },
  },
  idOf: idIn,
  isIdempotent: false,
};

export const mailgunCase: ProviderCase = {
  ...emailCase,
  description: mailgun,
  settings: (baseUrl) => ({ baseUrl, from, domain: "mg.example.com" }),
  secrets: { apiKey: "key-of-mailgun", signingKey: "key-that-signs" },
  answers: {
    taken: () => ({ status: 200, body: { id: `<${++taken}@mg.example.com>`, message: "Queued." } }),
    rejected: { status: 400, body: { message: "to parameter is not a valid address" } },
    limited: { status: 429, headers: { "retry-after": "2" }, body: { message: "slow down" } },
  },
  idOf: ({ body }) => found(/name="v:campanile_message"\r\n\r\n([0-9a-f-]+)/.exec(body)),
  isIdempotent: false,
};

export const postmarkCase: ProviderCase = {
  ...emailCase,
  description: postmark,
  settings: (baseUrl) => ({ baseUrl, from }),
  secrets: { serverToken: "a-servers-token", webhookPassword: "a-webhooks-password" },
  answers: {
    taken: () => ({
      status: 200,
      body: { ErrorCode: 0, Message: "OK", MessageID: `pm-${++taken}` },
    }),
    rejected: { status: 422, body: { ErrorCode: 406, Message: "The recipient is inactive." } },
    limited: { status: 429, headers: { "retry-after": "2" }, body: { ErrorCode: 429 } },
  },
  idOf: idIn,
  isIdempotent: false,
};

export const resendCase: ProviderCase = {
  ...emailCase,
  description: resend,
  settings: (baseUrl) => ({ baseUrl, from }),
  secrets: {
    apiKey: "re_an_api_key",
    signingSecret: `whsec_${Buffer.from("a-secret-of-resend").toString("base64")}`,
  },
  answers: {
    taken: () => ({ status: 200, body: { id: `re-${++taken}` } }),
    rejected: {
      status: 422,
      body: { statusCode: 422, name: "validation_error", message: "Invalid `to` field." },
    },
    limited: {
      status: 429,
      headers: { "retry-after": "1" },
      body: { name: "rate_limit_exceeded", message: "Too many requests." },
    },
  },
  idOf: ({ headers }) => String(headers["idempotency-key"]),
  isIdempotent: true,
};

export const topicArn = "arn:aws:sns:eu-central-1:123456789012:mails";

export const sesCase: ProviderCase = {
  ...emailCase,
  description: ses,
  settings: (baseUrl) => ({ baseUrl, from, region: "eu-central-1", topicArn }),
  secrets: { accessKeyId: "AKIA-OF-NOBODY", secretAccessKey: "a-secret-access-key" },
  answers: {
    taken: () => ({ status: 200, body: { MessageId: `0107-${++taken}` } }),
    rejected: {
      status: 400,
      headers: { "x-amzn-errortype": "MessageRejected:http://internal.amazon.com/" },
      body: { message: "Email address is not verified." },
    },
    limited: {
      status: 429,
      headers: { "x-amzn-errortype": "TooManyRequestsException" },
      body: { message: "Maximum sending rate exceeded." },
    },
  },
  idOf: tagIn,
  isIdempotent: false,
};

import type { Request } from "express";
import { z } from "zod";
import { AppError } from "../../../contract/errors.ts";
import { parse } from "../../../contract/parse.ts";
import { LimitExceeded } from "../../../rendering/limits.ts";
import { nestingError } from "../../../rendering/nesting.ts";
import { idGiven, idsOfGiven, numberOf } from "../../../services/numeric-ids/numeric-ids.ts";
import { sendTemplate, sendWrittenSms } from "../../../services/template-sends/send.ts";
import type { Progress } from "../../../services/template-sends/statuses.ts";
import { progressOf } from "../../../services/template-sends/statuses.ts";
import { writtenTemplate } from "../../../services/template-sends/written-template.ts";
import { getTemplate } from "../../../services/templates/get.ts";
import type { FormatDependencies } from "../format.ts";
import type { Endpoint, Reply } from "../reteno/endpoint.ts";
import { mebibyte } from "../reteno/endpoint.ts";
import { tellMisnamed } from "../reteno/misnamed.ts";
import { readRecipients, recipientForm } from "./recipients.ts";
import { resultsOf } from "./reply.ts";

const maxRecipients = 1_000;
const recipients = z
  .array(recipientForm)
  .min(1, "must have at least one recipient")
  .max(maxRecipients, `must have at most ${maxRecipients} recipients`);

/** `email: true` picks the channel: the one that there is. */
const sendForm = tellMisnamed(
  z.looseObject({
    recipients,
    params: z.array(z.looseObject({ key: z.string(), value: z.unknown() })).nullish(),
  }),
  { parameters: "params", properties: "params", emails: "recipients", to: "recipients" },
);

const longText = z.string().max(500_000).nullish();
const emailForm = tellMisnamed(
  z.looseObject({
    subject: z.string().trim().min(1).max(998),
    htmlText: longText,
    plainText: longText,
    emails: recipients,
    externalRequestId: z.union([z.string(), z.number()]).transform(String).nullish(),
  }),
  { html: "htmlText", text: "plainText", recipients: "emails", to: "emails" },
).refine(({ htmlText, plainText }) => Boolean(htmlText) || Boolean(plainText), {
  path: ["htmlText"],
  message: "htmlText or plainText is needed",
});

/** `from` is left aside: who SMS come from says the channel. */
const smsForm = tellMisnamed(
  z.looseObject({
    text: z.string().trim().min(1).max(2_000),
    phoneNumbers: z
      .array(z.union([z.string(), z.number()]).transform(String))
      .min(1, "must have at least one phone number")
      .max(maxRecipients, `must have at most ${maxRecipients} phone numbers`),
    externalRequestId: z.union([z.string(), z.number()]).transform(String).nullish(),
  }),
  { message: "text", phones: "phoneNumbers", recipients: "phoneNumbers", to: "phoneNumbers" },
);

/** Messages that are asked for by a request, not by an event. */
export const messageEndpoints: Endpoint[] = [
  ...(["smartsend", "send"] as const).map((verb): Endpoint => ({
    method: "post",
    path: `/api/v1/message/:id/${verb}`,
    scope: "send",
    body: { limit: 5 * mebibyte, list: "recipients" },
    handle: async (deps, { request, body }) => sendStored(deps, request, body),
  })),
  {
    method: "post",
    path: "/api/v1/message/email",
    scope: "send",
    body: { limit: 5 * mebibyte, list: "emails" },
    handle: async (deps, { body }) => {
      const { subject, htmlText, plainText, emails, externalRequestId } = parse(emailForm, body);
      const tooDeep = nestingError(htmlText ?? "");
      if (tooDeep !== null) throw new LimitExceeded("nesting", tooDeep, "htmlText");
      const forms = emails.map((form) => ({
        ...form,
        externalRequestId: externalRequestId && `${externalRequestId}/${form.locator ?? ""}`,
      }));
      const params = { subject, htmlText: htmlText ?? null, plainText: plainText ?? null };
      return sendTo(deps, await writtenTemplate(deps.context), forms, params);
    },
  },
  {
    method: "post",
    path: "/api/v1/message/sms",
    scope: "send",
    body: { limit: mebibyte, list: "phoneNumbers" },
    handle: async (deps, { body }) => sendSms(deps, body),
  },
  {
    method: "get",
    path: "/api/v1/message/status",
    scope: "read",
    handle: async ({ context }, { request }) => {
      const given = idsIn(request);
      const ids = await idsOfGiven(context, "message", given);
      const progress = await progressOf(context, [...ids.values()]);
      const results = given.map((id) => {
        const found = progress.get(ids.get(id) ?? "");
        const status = found === undefined ? "NOT_FOUND" : words[found.progress];
        return { requestId: id, status, locator: found?.recipient ?? null };
      });
      return { json: { results } };
    },
  },
];

const words: Record<Progress, string> = {
  waiting: "PENDING",
  sent: "DELIVERED",
  opened: "READ",
  clicked: "CLICKED",
  failed: "UNDELIVERED",
  not_sent: "UNDELIVERED",
  unknown: "UNKNOWN",
};

async function sendStored(
  deps: FormatDependencies,
  request: Request,
  body: unknown,
): Promise<Reply> {
  const given = String(request.params["id"]);
  const form = parse(sendForm, body);
  const id = await idGiven(deps.context, "template", given);
  if (id === null) throw new AppError("not_found", `there is no message ${given}`);
  await getTemplate(deps.context, id);
  const params = Object.fromEntries((form.params ?? []).map(({ key, value }) => [key, value]));
  return sendTo(deps, id, form.recipients, params);
}

async function sendTo(
  { context, ingest }: FormatDependencies,
  templateId: string,
  forms: z.output<typeof recipients>,
  params: Record<string, unknown>,
): Promise<Reply> {
  const number = await numberOf(context, "template", templateId);
  const read = await readRecipients(context, forms, String(number), params);
  const good = read.flatMap((one) => (one.ok ? [one.recipient] : []));
  const requested =
    good.length === 0 ? [] : await sendTemplate({ context, ingest }, templateId, good);
  return { json: { id: number, results: resultsOf(forms, read, requested) } };
}

async function sendSms({ context, ingest }: FormatDependencies, body: unknown): Promise<Reply> {
  const { text, phoneNumbers, externalRequestId } = parse(smsForm, body);
  const forms = phoneNumbers.map((locator) => ({
    locator,
    externalRequestId: externalRequestId && `${externalRequestId}/${locator}`,
  }));
  const read = await readRecipients(context, forms, "sms", { text }, "phone");
  const good = read.flatMap((one) => (one.ok ? [one.recipient] : []));
  const requested = await sendWrittenSms({ context, ingest }, good);
  return { json: { results: resultsOf(forms, read, requested) } };
}

function idsIn(request: Request): string[] {
  const ids = [request.query["ids"]]
    .flat()
    .flatMap((value) => (typeof value === "string" ? value.split(",") : []))
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (ids.length === 0 || ids.length > maxRecipients) {
    throw new AppError("invalid", `ids must name 1 to ${maxRecipients} messages`);
  }
  return ids;
}

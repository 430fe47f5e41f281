import { z } from "zod";
import { AppError } from "../../../contract/errors.ts";
import { parse } from "../../../contract/parse.ts";
import { fileName, isBase64, maxFiles } from "../../../domain/attached-file.ts";
import { beginningBytes, fileType } from "../../../domain/file-type.ts";
import { hasLiquid } from "../../../domain/has-liquid.ts";
import type { Identity } from "../../../domain/identity.ts";
import { parseIdentity } from "../../../domain/identity.ts";
import { nestingError } from "../../../rendering/nesting.ts";
import { LimitExceeded } from "../../../rendering/limits.ts";
import { objectOf } from "../event-step.ts";
import { identityOf, identityOfUser } from "../person.ts";

const text = z.string().max(500_000).nullish();

const form = z.looseObject({
  to: z.string().max(1_000).nullish(),
  identifiers: z.record(z.string(), z.unknown()).nullish(),
  transactional_message_id: z.union([z.string().trim().min(1), z.number()]).nullish(),
  message_data: z.record(z.string(), z.unknown()).nullish(),
  subject: z.string().trim().max(998).nullish(),
  body: text,
  body_plain: text,
  send_at: z.number().nullish(),
  queue_draft: z.boolean().nullish(),
  attachments: z.record(z.string(), z.unknown()).nullish(),
});

export interface EmailRequest {
  identities: Identity[];
  /** Where to; null: to the contact's own address. */
  to: string | null;
  /** Files that go along, as event params name them. */
  files: { filename: string; content: string }[];
  /** A stored template, or null: what `params` has is sent as it is written. */
  template: string | number | null;
  params: Record<string, unknown>;
}

/** @throws AppError `invalid`, LimitExceeded */
export function readEmailRequest(given: unknown, now: Date): EmailRequest {
  const request = parse(form, given);
  const { send_at: sendAt, queue_draft: isDraft } = request;
  if (isDraft === true)
    throw refusal("queue_draft", "is not possible: there are no drafts of mails");
  if (typeof sendAt === "number" && sendAt * 1_000 > now.getTime()) {
    throw refusal("send_at", "must not be in the future: send the request then");
  }
  const to = addressIn(request.to);
  const template = request.transactional_message_id ?? null;
  const params = template === null ? contentOf(request) : dataOf(request);
  const files = filesIn(request.attachments ?? {});
  const identities = [whoIs(objectOf(request.identifiers), to)];
  return { to, template, params, files, identities };
}

type Form = z.output<typeof form>;

/** Contents in base64, by their names. */
function filesIn(attachments: Record<string, unknown>): EmailRequest["files"] {
  const entries = Object.entries(attachments);
  if (entries.length > maxFiles) throw refusal("attachments", `can be ${maxFiles} at most`);
  return entries.map(([name, content]) => {
    const where = `attachments.${name.slice(0, 100)}`;
    if (typeof content !== "string" || !isBase64(content)) {
      throw refusal(where, "must be the file's content in base64");
    }
    const filename = fileName(name);
    const beginning = Buffer.from(content.slice(0, 2 * beginningBytes), "base64");
    const type = fileType(beginning, filename, null);
    if (type.outcome === "refused") throw refusal(where, `can't be sent: ${type.message}`);
    return { filename, content };
  });
}

function dataOf(request: Form): Record<string, unknown> {
  for (const field of ["subject", "body", "body_plain"] as const) {
    if ((request[field] ?? "") !== "") {
      throw refusal(field, "can't go with transactional_message_id: the template has its own");
    }
  }
  return request.message_data ?? {};
}

function contentOf({ subject, body, body_plain: plain }: Form): Record<string, unknown> {
  const isWritten = (body ?? "") !== "" || (plain ?? "") !== "";
  if (!isWritten || (subject ?? "") === "") {
    throw new AppError("invalid", "transactional_message_id, or subject and body are needed");
  }
  for (const [field, value] of Object.entries({ subject, body, body_plain: plain })) {
    if (hasLiquid(value ?? "")) {
      throw refusal(
        field,
        "has Liquid, which is read in stored templates: transactional_message_id",
      );
    }
  }
  const tooDeep = nestingError(body ?? "");
  if (tooDeep !== null) throw new LimitExceeded("nesting", tooDeep, "body");
  return { subject, htmlText: body || null, plainText: plain || null };
}

/** One address, with or without a name before it. */
function addressIn(given: string | null | undefined): string | null {
  if (given === null || given === undefined || given.trim() === "") return null;
  const [, bare = given] = /^[^<>]*<([^<>]+)>\s*$/.exec(given) ?? [];
  const parsed = parseIdentity("email", bare);
  if (parsed.outcome === "identity") return parsed.identity.value;
  throw refusal("to", "must be one e-mail address, such as Ada <ada@example.com>");
}

function whoIs({ id, email, cio_id: own }: Record<string, unknown>, to: string | null): Identity {
  const given = [id, email].filter((each) => (each ?? "") !== "");
  if (given.length > 1) throw refusal("identifiers", "must have one of id and email");
  if (given.length === 0) {
    if ((own ?? "") !== "") {
      throw refusal("identifiers.cio_id", "is not known: Campanile gives no such ids");
    }
    if (to === null) throw refusal("identifiers", "must have an id or an email");
    return { kind: "email", value: to };
  }
  const identity = (id ?? "") === "" ? identityOf("email", email) : identityOfUser(id);
  if (identity === null) throw refusal("identifiers", "can't be read: an id or an e-mail address");
  return identity;
}

function refusal(path: string, message: string): AppError {
  return new AppError("invalid", `${path} ${message}`);
}

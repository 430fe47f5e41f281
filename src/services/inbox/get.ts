import type { ServiceContext } from "../context.ts";
import type { MailDetails } from "../../contract/api/inbox.ts";
import { AppError } from "../../contract/errors.ts";
import { mailById, rawMailById } from "../../db/messages/inbox-mails.ts";

/** @throws AppError `not_found` */
export async function getMail(context: ServiceContext, id: string): Promise<MailDetails> {
  return (await mailById(context.sql, id)) ?? noSuchMail(id);
}

/** A mail as it came over the wire. @throws AppError `not_found` */
export async function getRawMail(context: ServiceContext, id: string): Promise<Buffer> {
  return (await rawMailById(context.sql, id)) ?? noSuchMail(id);
}

function noSuchMail(id: string): never {
  throw new AppError("not_found", `there is no mail ${id}; the inbox keeps the newest 10,000`);
}

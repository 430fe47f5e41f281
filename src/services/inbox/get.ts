import type { MailDetails } from "../../contract/api/inbox.ts";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import { mailById, rawMailById } from "../../db/messages/inbox-mails.ts";

/** @throws AppError `not_found` */
export async function getMail(sql: Sql, id: string): Promise<MailDetails> {
  return (await mailById(sql, id)) ?? noSuchMail(id);
}

/** A mail as it came over the wire. @throws AppError `not_found` */
export async function getRawMail(sql: Sql, id: string): Promise<Buffer> {
  return (await rawMailById(sql, id)) ?? noSuchMail(id);
}

function noSuchMail(id: string): never {
  throw new AppError("not_found", `there is no mail ${id}; the inbox keeps the newest 10,000`);
}

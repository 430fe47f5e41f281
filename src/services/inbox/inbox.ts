import { newId } from "../../platform/new-id.ts";
import type { MailDetails, MailSummary } from "../../contract/api/inbox.ts";
import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import { insertMail, mailById, mailsBelow, rawMailById } from "../../db/messages/inbox-mails.ts";
import type { MailFile } from "../../rendering/jobs.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { RendererClosed } from "../../rendering/renderer.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";

/** Keeps a mail; it is committed when this returns. One that can't be read is kept raw. */
export async function saveMail(
  { db, renderer }: { db: Database; renderer: Renderer },
  raw: Buffer,
  envelope: { sender: string; recipients: string[] },
): Promise<string> {
  const mail = await renderer.run("mail", { raw: Uint8Array.from(raw) }).catch((error: unknown) => {
    if (error instanceof RendererClosed) throw error;
    return undefined;
  });
  const id = newId();
  await insertMail(db, {
    id,
    sender: storable(mail?.from ?? envelope.sender),
    recipients: envelope.recipients.map(storable),
    subject: storable(mail === undefined ? "(a mail that can't be read)" : (mail.subject ?? "")),
    html: mail?.html == null ? null : storable(mail.html),
    text: mail?.text == null ? null : storable(mail.text),
    raw,
    files: (mail?.files ?? []).map(({ name, type, size }) => ({
      name: storable(name),
      type: storable(type),
      size,
    })),
  });
  return id;
}

/** @throws AppError `not_found` */
export async function getMail(context: ServiceContext, id: string): Promise<MailDetails> {
  return (await mailById(context.sql, id)) ?? noSuchMail(id);
}

/** A mail as it came over the wire. @throws AppError `not_found` */
export async function getRawMail(context: ServiceContext, id: string): Promise<Buffer> {
  return (await rawMailById(context.sql, id)) ?? noSuchMail(id);
}

/** A file of a mail, by its place in the mail. @throws AppError `not_found`, LimitExceeded */
export async function getFileOfMail(
  context: ServiceContext,
  id: string,
  place: number,
): Promise<MailFile> {
  const raw = await getRawMail(context, id);
  const file = await context.renderer.run("mailFile", { raw: Uint8Array.from(raw), place });
  if (file === null) throw new AppError("not_found", `the mail ${id} has no file ${place}`);
  return file;
}

/** The mails of the built-in inbox, newest first. */
export async function listMails(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<MailSummary>> {
  return pageById(request, (count, below) => mailsBelow(context.sql, below, count));
}

/** Postgres takes no NUL in a text. */
function storable(text: string): string {
  return text.replaceAll("\0", "");
}

function noSuchMail(id: string): never {
  throw new AppError("not_found", `there is no mail ${id}; the inbox keeps the newest 10,000`);
}

import { simpleParser } from "mailparser";
import { v7 } from "uuid";
import type { Database } from "../../db/database.ts";
import { insertMail } from "../../db/inbox-mails.ts";

/** Keeps a mail; it is committed when this returns. One that can't be read is kept raw. */
export async function keepMail(
  db: Database,
  raw: Buffer,
  envelope: { sender: string; recipients: string[] },
): Promise<string> {
  const mail = await simpleParser(raw).catch(() => undefined);
  const id = v7();
  await insertMail(db, {
    id,
    sender: storable(mail?.from?.text ?? envelope.sender),
    recipients: envelope.recipients.map(storable),
    subject: storable(mail === undefined ? "(a mail that can't be read)" : (mail.subject ?? "")),
    html: typeof mail?.html === "string" ? storable(mail.html) : null,
    text: mail?.text === undefined ? null : storable(mail.text),
    raw,
  });
  return id;
}

/** Postgres takes no NUL in a text. */
function storable(text: string): string {
  return text.replaceAll("\0", "");
}

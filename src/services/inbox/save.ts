import { v7 } from "uuid";
import type { Database } from "../../db/core/database.ts";
import { insertMail } from "../../db/messages/inbox-mails.ts";
import { RendererClosed } from "../../rendering/renderer.ts";
import type { Renderer } from "../../rendering/renderer.ts";

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
  const id = v7();
  await insertMail(db, {
    id,
    sender: storable(mail?.from ?? envelope.sender),
    recipients: envelope.recipients.map(storable),
    subject: storable(mail === undefined ? "(a mail that can't be read)" : (mail.subject ?? "")),
    html: mail?.html == null ? null : storable(mail.html),
    text: mail?.text == null ? null : storable(mail.text),
    raw,
  });
  return id;
}

/** Postgres takes no NUL in a text. */
function storable(text: string): string {
  return text.replaceAll("\0", "");
}

import { simpleParser } from "mailparser";
import type { Jobs, ReadMail } from "../jobs.ts";

/** A mail that came in. @throws for one that can't be read */
export async function mail({ raw }: Jobs["mail"]["input"]): Promise<ReadMail> {
  const { from, subject, html, text } = await simpleParser(Buffer.from(raw));
  return {
    from: from?.text ?? null,
    subject: subject ?? null,
    html: typeof html === "string" ? html : null,
    text: text ?? null,
  };
}

import type { Attachment } from "mailparser";
import { simpleParser } from "mailparser";
import { fileName } from "../../domain/attached-file.ts";
import type { Jobs, MailFileSummary, ReadMail } from "../jobs.ts";

const mostFiles = 100;

/** A mail that came in. @throws for one that can't be read */
export async function mail({ raw }: Jobs["mail"]["input"]): Promise<ReadMail> {
  const { from, subject, html, text, attachments } = await simpleParser(Buffer.from(raw));
  return {
    from: from?.text ?? null,
    subject: subject ?? null,
    html: typeof html === "string" ? html : null,
    text: text ?? null,
    files: attachments.slice(0, mostFiles).map(summaryOf),
  };
}

/** One of its files. @throws for a mail that can't be read */
export async function mailFile({
  raw,
  place,
}: Jobs["mailFile"]["input"]): Promise<Jobs["mailFile"]["output"]> {
  const { attachments } = await simpleParser(Buffer.from(raw));
  const file = attachments[place];
  if (file === undefined) return null;
  return { ...summaryOf(file), content: Uint8Array.from(file.content) };
}

function summaryOf({ filename, contentType, content }: Attachment): MailFileSummary {
  const name = fileName(filename ?? "");
  return { name: name === "" ? "attachment" : name, type: contentType, size: content.length };
}

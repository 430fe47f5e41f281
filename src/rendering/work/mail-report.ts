import type { ParsedMail } from "mailparser";
import { simpleParser } from "mailparser";
import { deliveryFindings } from "../../domain/mail-reports/delivery-status.ts";
import { feedbackFindings } from "../../domain/mail-reports/feedback-report.ts";
import { headerFields } from "../../domain/mail-reports/header-fields.ts";
import type { MailReport, OriginalMail } from "../../domain/mail-reports/mail-report.ts";
import { noOriginal, returnHeader } from "../../domain/mail-reports/mail-report.ts";
import { plainFindings, splitOriginal } from "../../domain/mail-reports/plain-bounce.ts";
import type { Jobs } from "../jobs.ts";

const options = {
  keepDeliveryStatus: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
};

/** What a mail reports. Its parts say so; only where it has none is its text read. */
export async function mailReport({ raw }: Jobs["mailReport"]["input"]): Promise<MailReport> {
  const mail = await simpleParser(Buffer.from(raw), options);
  const text = mail.text ?? "";
  const statuses = partsOf(mail, /^message\/(global-)?delivery-status$/);
  const feedbacks = partsOf(mail, /^message\/feedback-report$/);
  const parts = [
    ...statuses.flatMap(deliveryFindings),
    // One is about one mail.
    ...feedbacks.slice(0, 1).flatMap(feedbackFindings),
  ];
  const isPlain = statuses.length + feedbacks.length === 0;
  return {
    findings: isPlain ? plainFindings(text) : parts,
    original: originalOf(mail, text),
  };
}

function partsOf({ attachments }: ParsedMail, type: RegExp): string[] {
  return attachments
    .filter(({ contentType }) => type.test(contentType.toLowerCase()))
    .map(({ content }) => content.toString());
}

/** Its whole, its header only, or what stands of it in the text. */
function originalOf(mail: ParsedMail, text: string): OriginalMail {
  const [part] = partsOf(
    mail,
    /^(message\/(rfc822|global)|(text|message)\/(rfc822|global)-headers)$/,
  );
  const fields = headerFields((part ?? splitOriginal(text)[1]).trimStart());
  if (fields.size === 0) return { ...noOriginal, messageId: mail.inReplyTo ?? null };
  return {
    messageId: fields.get("message-id") ?? mail.inReplyTo ?? null,
    returnPath: fields.get("return-path") ?? null,
    token: fields.get(returnHeader.toLowerCase()) ?? null,
    unsubscribe: fields.get("list-unsubscribe") ?? null,
  };
}

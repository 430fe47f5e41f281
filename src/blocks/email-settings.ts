import { z } from "zod";
import type { MailFields } from "../domain/mail-fields.ts";
import { addressFields, maxHeaderLength, maxHeaders } from "../domain/mail-fields.ts";
import type { ContentSource } from "../domain/message-content.ts";
import { attachments, liquidOfAttachments } from "./email-attachments.ts";
import type { MessageSource } from "./message.ts";
import {
  addressing,
  defaultLanguageMeta,
  expressionsOf,
  filled,
  languagesMeta,
  languageTag,
  manners,
} from "./message-settings.ts";

/** Settings of blocks that send e-mails. */

const maxContentLength = 500_000;
const contentFields = {
  subject: z.string().max(998).optional().meta({ title: "Subject", widget: "liquid" }),
  html: z.string().max(maxContentLength).optional().meta({ title: "HTML", widget: "html" }),
  mjml: z
    .string()
    .max(maxContentLength)
    .optional()
    .meta({ title: "MJML", description: "In place of HTML", widget: "mjml" }),
  text: z.string().max(maxContentLength).optional().meta({
    title: "Plain text",
    description: "By default made from the HTML",
    widget: "liquidText",
  }),
};

const addresses = (title: string, description: string) =>
  z.string().max(1_000).optional().meta({ title, description, widget: "liquid" });
const mailFields = {
  from: addresses(
    "From",
    "Such as Shop <hello@example.com>; by default the address that is set up",
  ),
  replyTo: addresses("Reply to", "Where answers go; by default to the sender"),
  cc: addresses("Cc", "Others who get each of these e-mails, with commas between; all see them"),
  bcc: addresses("Bcc", "The same, seen by nobody"),
  headers: z
    .record(z.string().max(100), z.string().max(maxHeaderLength))
    .refine((headers) => Object.keys(headers).length <= maxHeaders, `${maxHeaders} at most`)
    .optional()
    .meta({
      title: "Headers",
      description: "Further ones, such as X-Campaign",
      widget: "keyValue",
    }),
};

/** What an e-mail says: one content, or one for each language. */
export const emailContent = z.strictObject({
  ...contentFields,
  ...mailFields,
  languages: z.record(languageTag, z.strictObject(contentFields)).optional().meta(languagesMeta),
  defaultLanguage: languageTag.optional().meta(defaultLanguageMeta),
});

const utmValue = (title: string) =>
  z.string().max(500).optional().meta({ title, widget: "liquid" });
export const utmSettings = z
  .strictObject({
    source: utmValue("Source"),
    medium: utmValue("Medium"),
    campaign: utmValue("Campaign"),
    content: utmValue("Content"),
  })
  .meta({ title: "UTM parameters of links", widget: "group" });

export const emailSettings = z.strictObject({
  ...emailContent.shape,
  templateId: z.guid().optional().meta({
    title: "Template",
    description: "In place of content of its own; a subject here goes before the template's",
    widget: "template",
  }),
  ...addressing,
  ...manners,
  attachments,
  utm: utmSettings.optional().meta({
    description: "What is not here is taken from the workflow's settings",
  }),
  trackOpens: z.boolean().default(true).meta({
    title: "Track opens",
    description: "By a small picture in the e-mail",
  }),
});
export type EmailSettings = z.output<typeof emailSettings>;

/** What an e-mail says and reads. */
export function emailSource(settings: EmailSettings): MessageSource {
  const { subject, html, mjml, text, languages, defaultLanguage, templateId, data } = settings;
  const own = fieldsOf(settings);
  return {
    templateId,
    content: { subject, html, mjml, text, languages, defaultLanguage, ...own },
    over: (stored) => withFields(withSubject(stored, subject), own),
    data: Object.keys(data),
    expressions: [...expressionsOf(settings), ...liquidOfAttachments(settings.attachments)],
  };
}

/** Those that are there. */
export function fieldsOf(source: MailFields): MailFields {
  const { headers } = source;
  const fields: MailFields = {};
  for (const name of addressFields) {
    const text = source[name];
    if (text !== undefined) fields[name] = text;
  }
  if (headers !== undefined) fields.headers = headers;
  return fields;
}

/** Those of the block go before those of the stored template. */
function withFields(stored: ContentSource, own: MailFields): ContentSource {
  const content = { ...stored, ...own };
  if (stored.headers === undefined || own.headers === undefined) return content;
  return { ...content, headers: { ...stored.headers, ...own.headers } };
}

/** A subject in the block goes before those of the stored template. */
function withSubject(stored: ContentSource, subject: string | undefined): ContentSource {
  if (!filled(subject)) return stored;
  const languages = Object.entries(stored.languages ?? {}).map(
    ([language, text]) => [language, { ...text, subject }] as const,
  );
  return { ...stored, subject, languages: Object.fromEntries(languages) };
}

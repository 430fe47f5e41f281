import { z } from "zod";
import type { ContentSource } from "../domain/message-content.ts";
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

/** What an e-mail says: one content, or one for each language. */
export const emailContent = z.strictObject({
  ...contentFields,
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
  from: z.string().max(320).optional().meta({
    title: "From",
    description: "Such as Shop <hello@example.com>; by default the address that is set up",
  }),
  ...addressing,
  ...manners,
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
  return {
    templateId,
    content: { subject, html, mjml, text, languages, defaultLanguage },
    over: (stored) => withSubject(stored, subject),
    data: Object.keys(data),
    expressions: expressionsOf(settings),
  };
}

/** A subject in the block goes before those of the stored template. */
function withSubject(stored: ContentSource, subject: string | undefined): ContentSource {
  if (!filled(subject)) return stored;
  const languages = Object.entries(stored.languages ?? {}).map(
    ([language, text]) => [language, { ...text, subject }] as const,
  );
  return { ...stored, subject, languages: Object.fromEntries(languages) };
}

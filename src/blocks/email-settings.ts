import { z } from "zod";
import type { ContentSource } from "../domain/message-content.ts";

/** Settings of blocks that send e-mails. */

export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/, "must be a language such as en, uk or pt-BR")
  .meta({ title: "Language", widget: "languageTag" });

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

export const languagesMeta = { title: "In other languages", widget: "languages" } as const;
export const defaultLanguageMeta = {
  title: "Default language",
  description: "Of those for whose language there is no content",
  widget: "languageTag",
} as const;

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

/** Whom a message is for, in which language and with what data: each is Liquid. */
export const addressing = {
  to: z
    .string()
    .max(1_000)
    .optional()
    .meta({ title: "To", description: "By default the contact's own address", widget: "liquid" }),
  language: z
    .string()
    .max(1_000)
    .optional()
    .meta({ title: "Language", description: "By default the contact's", widget: "liquid" }),
  data: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/), z.string().max(10_000))
    .default({})
    .meta({
      title: "Data",
      description: "What the content reads as data.name",
      widget: "keyValue",
    }),
};

/** How any kind of message treats who it is for. */
export const sendingPreferences = {
  transactional: z.boolean().default(false).meta({
    title: "Transactional",
    description:
      "Goes also to those who unsubscribed, and is sent again when it is not known whether it arrived: a receipt rather twice than never, an offer rather never than twice",
  }),
  topic: z.string().trim().min(1).max(200).optional().meta({
    title: "Topic",
    description: "Who unsubscribed from it is not written to",
    widget: "topic",
  }),
  onMissing: z
    .enum(["empty", "skip", "fail"])
    .default("empty")
    .meta({
      title: "When a variable has no value",
      labels: {
        empty: "Leave it empty",
        skip: "Send no message",
        fail: "Let the run fail",
      },
    }),
};

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
  ...sendingPreferences,
  utm: utmSettings.optional().meta({
    description: "What is not here is taken from the workflow's settings",
  }),
  trackOpens: z.boolean().default(true).meta({
    title: "Track opens",
    description: "By a small picture in the e-mail",
  }),
});
export type EmailSettings = z.output<typeof emailSettings>;

export const nonEmpty = (text: string | undefined): text is string => (text ?? "").trim() !== "";

/** What an e-mail says and reads, for a version to freeze. */
export interface EmailSource {
  templateId: string | undefined;
  content: ContentSource;
  /** The names that it reads as `data.name`. */
  data: string[];
  /** Other Liquid that reads what the run knows. */
  expressions: string[];
}

export function emailSource(settings: EmailSettings): EmailSource {
  const { subject, html, mjml, text, languages, defaultLanguage, templateId, data } = settings;
  return {
    templateId,
    content: { subject, html, mjml, text, languages, defaultLanguage },
    data: Object.keys(data),
    expressions: [settings.to, settings.language, ...Object.values(data)].filter(nonEmpty),
  };
}

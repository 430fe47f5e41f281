import { z } from "zod";
import { parseIdentity } from "../domain/identity.ts";
import type { ContentSource } from "../domain/message-content.ts";
import { textsByLanguage } from "../domain/message-content.ts";
import { templateProblem } from "../domain/template.ts";
import type { BlockProblem } from "./block.ts";

/** Settings of blocks that send e-mails. */

export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/, "must be a language such as en, uk or pt-BR");

const longestContent = 500_000;
const contentFields = {
  subject: z.string().max(998).optional(),
  html: z.string().max(longestContent).optional(),
  mjml: z.string().max(longestContent).optional(),
  text: z.string().max(longestContent).optional(),
};

/** What an e-mail says: one content, or one for each language. */
export const emailContent = z.strictObject({
  ...contentFields,
  languages: z.record(languageTag, z.strictObject(contentFields)).optional(),
  /** Of those for whose language there is no content. */
  defaultLanguage: languageTag.optional(),
});
export type EmailContent = z.output<typeof emailContent>;

const utmValue = z.string().max(500).optional();
export const utmSettings = z.strictObject({
  source: utmValue,
  medium: utmValue,
  campaign: utmValue,
  content: utmValue,
});

/** Whom a message is for, in which language and with what data: each is Liquid. */
export const addressing = {
  /** Liquid; by default the contact's own address. */
  to: z.string().max(1_000).optional(),
  /** Liquid; by default the contact's language. */
  language: z.string().max(1_000).optional(),
  /** Liquid by name: what the content reads as `data.name`. */
  data: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/), z.string().max(10_000))
    .default({}),
};

/** How any kind of message treats who it is for. */
export const manners = {
  /**
   * Whether a send whose outcome is unknown (the server may or may not have taken it) is sent
   * again (a receipt: better twice than never) or not (an offer: better never than twice).
   */
  transactional: z.boolean().default(false),
  /** What one subscribes to and from; without it: everything. */
  topic: z.string().trim().min(1).max(200).optional(),
  /** What a variable without a value does to the message. */
  onMissing: z.enum(["empty", "skip", "fail"]).default("empty"),
};

export const emailSettings = z.strictObject({
  ...emailContent.shape,
  /** A stored template instead; a subject here goes before the template's. */
  templateId: z.guid().optional(),
  from: z.string().max(320).optional(),
  ...addressing,
  ...manners,
  /** For links; what the workflow's settings say is used for what is not here. */
  utm: utmSettings.optional(),
  /** Whether a picture tells when it is opened. */
  trackOpens: z.boolean().default(true),
});
export type EmailSettings = z.output<typeof emailSettings>;

const filled = (text: string | undefined): text is string => (text ?? "").trim() !== "";

export function emailProblems(settings: EmailSettings): BlockProblem[] {
  const { templateId, ...content } = settings;
  const found = [...addressingProblems(settings), ...liquidProblems(settings.utm, "utm")];
  if (templateId === undefined) return [...contentProblems(content), ...found];
  for (const field of ["html", "mjml", "text", "languages"] as const) {
    if (content[field] !== undefined && content[field] !== "") {
      const message = "a stored template brings its own: choose one of the two";
      found.push({ field, message });
    }
  }
  return [...liquidProblems({ subject: content.subject }), ...found];
}

/** What is missing in a content, of a block or a stored template. */
export function contentProblems(content: EmailContent): BlockProblem[] {
  const found: BlockProblem[] = [];
  const { languages, defaultLanguage } = textsByLanguage(content);
  const inside = content.languages ?? {};
  if (Object.keys(languages).length === 0) {
    if (!filled(content.subject)) {
      found.push({ field: "subject", message: "the e-mail has no subject" });
    }
    found.push({ field: "html", message: "the e-mail has no content" });
    return found;
  }
  if (languages[defaultLanguage] === undefined) {
    const known = Object.keys(languages).join(", ");
    const message = `there is no content in the default language: choose one of ${known}`;
    found.push({ field: "defaultLanguage", message });
  }
  for (const [language, text] of Object.entries(languages)) {
    const own = Object.hasOwn(inside, language);
    const at = (field: string): string => (own ? `languages.${language}.${field}` : field);
    if (!filled(text.subject ?? content.subject)) {
      found.push({ field: at("subject"), message: "the e-mail has no subject" });
    }
    if (filled(text.html) && filled(text.mjml)) {
      found.push({ field: at("mjml"), message: "html or mjml: choose one of the two" });
    } else if (!filled(text.html) && !filled(text.mjml)) {
      found.push({ field: at("html"), message: "the e-mail has no content" });
    }
    const { subject, html, text: plain } = text;
    found.push(...liquidProblems({ subject, html, text: plain }, at("").slice(0, -1)));
  }
  return found;
}

/** Faults of Liquid, by field. */
export function liquidProblems(
  templates: Record<string, string | undefined> = {},
  below = "",
): BlockProblem[] {
  return Object.entries(templates).flatMap(([name, template]) => {
    const message = templateProblem(template ?? "");
    return message === null ? [] : [{ field: below === "" ? name : `${below}.${name}`, message }];
  });
}

/** Faults of whom a message is for. A fixed address is looked at now, one with Liquid when it is known. */
export function addressingProblems(
  settings: { to?: string; language?: string; data: Record<string, string> },
  identity: "email" | "phone" | null = "email",
): BlockProblem[] {
  const { to, language, data } = settings;
  const found = [...liquidProblems({ to, language }), ...liquidProblems(data, "data")];
  if (identity !== null && to !== undefined && !/\{[{%]/.test(to)) {
    const parsed = parseIdentity(identity, to);
    if (parsed.outcome === "invalid") found.push({ field: "to", message: parsed.message });
  }
  return found;
}

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
    expressions: [settings.to, settings.language, ...Object.values(data)].filter(filled),
  };
}

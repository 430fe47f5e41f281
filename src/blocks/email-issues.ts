import { email } from "../channels/email/description.ts";
import { hasLiquid } from "../domain/has-liquid.ts";
import type { MailFields } from "../domain/mail-fields.ts";
import { addressFields, headerNameProblem, parseMailboxes } from "../domain/mail-fields.ts";
import type { ContentSource } from "../domain/message-content.ts";
import { textsByLanguage } from "../domain/message-content.ts";
import type { BlockIssue } from "./block.ts";
import { attachmentIssues } from "./email-attachment-issues.ts";
import type { EmailSettings } from "./email-settings.ts";
import { fieldsOf } from "./email-settings.ts";
import { addressingProblems, liquidProblems } from "./message-problems.ts";
import { filled } from "./message-settings.ts";

/** What blocks that send e-mails lack. */

export function emailIssues(settings: EmailSettings): BlockIssue[] {
  const { templateId, ...content } = settings;
  const found = [
    ...addressingProblems(settings, email),
    ...liquidProblems(settings.utm, "utm"),
    ...attachmentIssues(settings.attachments),
  ];
  if (templateId === undefined) return [...contentIssues(content), ...found];
  for (const field of ["html", "mjml", "text", "languages"] as const) {
    if (content[field] !== undefined && content[field] !== "") {
      const message = "a stored template brings its own: choose one of the two";
      found.push({ field, message });
    }
  }
  return [...liquidProblems({ subject: content.subject }), ...fieldIssues(content), ...found];
}

/** Faults of a sender, of further recipients and headers. */
function fieldIssues(content: ContentSource): BlockIssue[] {
  const { headers = {}, ...addresses } = fieldsOf(content);
  return [
    ...liquidProblems(addresses, "", content.engine),
    ...liquidProblems(headers, "headers", content.engine),
    ...headIssues(content, content.engine),
  ];
}

/** Addresses and names of headers that can't be used. What has Liquid in it is looked at when it is known. */
export function headIssues(fields: MailFields, engine: ContentSource["engine"]): BlockIssue[] {
  const found: BlockIssue[] = [];
  for (const field of addressFields) {
    const text = fields[field];
    if (text === undefined || isTemplate(text, engine)) continue;
    const parsed = parseMailboxes(field, text);
    if (parsed.outcome === "invalid") found.push({ field, message: parsed.message });
    else if (field === "from" && parsed.mailboxes.length === 0) {
      const message = "the sender is blank: write Shop <hello@example.com>, or leave it out";
      found.push({ field, message });
    }
  }
  for (const name of Object.keys(fields.headers ?? {})) {
    const message = headerNameProblem(name);
    if (message !== null) found.push({ field: `headers.${name}`, message });
  }
  return found;
}

const isTemplate = (text: string, engine: ContentSource["engine"]): boolean =>
  engine === "velocity" ? /[$#%]/.test(text) : hasLiquid(text);

/** What is missing in a content, of a block or a stored template. */
export function contentIssues(content: ContentSource): BlockIssue[] {
  const found = fieldIssues(content);
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
    const texts = { subject, html, text: plain };
    found.push(...liquidProblems(texts, at("").slice(0, -1), content.engine));
  }
  return found;
}

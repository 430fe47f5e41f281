import { parseIdentity } from "../domain/identity.ts";
import type { ContentSource, TemplateEngine } from "../domain/message-content.ts";
import { textsByLanguage } from "../domain/message-content.ts";
import { errorOf } from "../domain/template-engine.ts";
import type { BlockIssue } from "./block.ts";
import type { EmailSettings } from "./email-settings.ts";
import { nonEmpty } from "./email-settings.ts";

/** What blocks that send e-mails lack. */

export function emailIssues(settings: EmailSettings): BlockIssue[] {
  const { templateId, ...content } = settings;
  const found = [...addressingIssues(settings), ...liquidIssues(settings.utm, "utm")];
  if (templateId === undefined) return [...contentIssues(content), ...found];
  for (const field of ["html", "mjml", "text", "languages"] as const) {
    if (content[field] !== undefined && content[field] !== "") {
      const message = "a stored template brings its own: choose one of the two";
      found.push({ field, message });
    }
  }
  return [...liquidIssues({ subject: content.subject }), ...found];
}

/** What is missing in a content, of a block or a stored template. */
export function contentIssues(content: ContentSource): BlockIssue[] {
  const found: BlockIssue[] = [];
  const { languages, defaultLanguage } = textsByLanguage(content);
  const inside = content.languages ?? {};
  if (Object.keys(languages).length === 0) {
    if (!nonEmpty(content.subject)) {
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
    if (!nonEmpty(text.subject ?? content.subject)) {
      found.push({ field: at("subject"), message: "the e-mail has no subject" });
    }
    if (nonEmpty(text.html) && nonEmpty(text.mjml)) {
      found.push({ field: at("mjml"), message: "html or mjml: choose one of the two" });
    } else if (!nonEmpty(text.html) && !nonEmpty(text.mjml)) {
      found.push({ field: at("html"), message: "the e-mail has no content" });
    }
    const { subject, html, text: plain } = text;
    const texts = { subject, html, text: plain };
    found.push(...liquidIssues(texts, at("").slice(0, -1), content.engine));
  }
  return found;
}

/** Faults of Liquid (or of another engine), by field. */
export function liquidIssues(
  templates: Record<string, string | undefined> = {},
  below = "",
  engine: TemplateEngine = "liquid",
): BlockIssue[] {
  return Object.entries(templates).flatMap(([name, template]) => {
    const message = errorOf(engine, template ?? "");
    return message === null ? [] : [{ field: below === "" ? name : `${below}.${name}`, message }];
  });
}

/** Faults of whom a message is for. A fixed address is looked at now, one with Liquid when it is known. */
export function addressingIssues(
  settings: { to?: string; language?: string; data: Record<string, string> },
  identity: "email" | "phone" | null = "email",
): BlockIssue[] {
  const { to, language, data } = settings;
  const found = [...liquidIssues({ to, language }), ...liquidIssues(data, "data")];
  if (identity !== null && to !== undefined && !/\{[{%]/.test(to)) {
    const parsed = parseIdentity(identity, to);
    if (parsed.outcome === "invalid") found.push({ field: "to", message: parsed.message });
  }
  return found;
}

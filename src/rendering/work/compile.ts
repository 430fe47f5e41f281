import { contentIssues } from "../../blocks/email-issues.ts";
import { fieldsOf } from "../../blocks/email-settings.ts";
import { email } from "../../channels/email/description.ts";
import type { ContentSource, FrozenContent, FrozenEmail } from "../../domain/message-content.ts";
import { noLanguage, textsByLanguage } from "../../domain/message-content.ts";
import { errorOf } from "../../domain/template-engine.ts";
import type { FieldIssue, Jobs } from "../jobs.ts";
import { nestingError } from "../nesting.ts";
import { compileMjml } from "./compile-mjml.ts";
import { compileTexts } from "./compile-texts.ts";
import { requireSize } from "./output.ts";
import { workingOn } from "./place.ts";

/** One content in all its languages, in the form in which a version keeps its channel's. */
export async function compile({
  channel,
  source,
}: Jobs["compile"]["input"]): Promise<Jobs["compile"]["output"]> {
  if (channel === email.name) return compileEmail(source);
  return { content: compileTexts(source), problems: [] };
}

/** An e-mail's, MJML compiled. */
async function compileEmail(source: ContentSource): Promise<Jobs["compile"]["output"]> {
  const { defaultLanguage, languages } = textsByLanguage(source);
  const problems: FieldIssue[] = [];
  const frozen: Record<string, FrozenEmail> = {};
  for (const [language, { subject, html, mjml, text }] of Object.entries(languages)) {
    const inside = Object.hasOwn(source.languages ?? {}, language) && language !== noLanguage;
    const at = (field: string): string => (inside ? `languages.${language}.${field}` : field);
    let content = html ?? "";
    const isMjml = mjml !== undefined && mjml.trim() !== "";
    const [field, markup] = isMjml
      ? ([at("mjml"), mjml] as const)
      : ([at("html"), content] as const);
    workingOn(field);
    const tooDeep = nestingError(markup);
    if (tooDeep !== null) problems.push({ field, message: tooDeep });
    else if (isMjml) {
      const compiled = await compileMjml(mjml);
      content = requireSize(compiled.html);
      const fault = errorOf(source.engine, content);
      const faults = fault === null ? compiled.problems : [...compiled.problems, fault];
      problems.push(...faults.map((message) => ({ field, message })));
    }
    const plain = text === undefined || text.trim() === "" ? null : text;
    frozen[language] = {
      subject: subject ?? source.subject ?? "",
      html: content,
      text: plain,
      ...(source.engine === "velocity" && { engine: source.engine }),
    };
  }
  const content: FrozenContent = { defaultLanguage, languages: frozen };
  const mail = fieldsOf(source);
  if (Object.keys(mail).length > 0) content.mail = mail;
  return { content, problems };
}

/** The faults of a stored template's content, its MJML's among them. */
export async function contentErrors({
  source,
}: Jobs["contentProblems"]["input"]): Promise<FieldIssue[]> {
  workingOn("the templates");
  return [...contentIssues(source), ...(await compileEmail(source)).problems];
}

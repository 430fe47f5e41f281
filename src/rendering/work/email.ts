import type { EmailSettings } from "../../blocks/email-settings.ts";
import { emailSource, fieldsOf } from "../../blocks/email-settings.ts";
import { email as channel } from "../../channels/email/description.ts";
import type { FrozenEmail } from "../../domain/message-content.ts";
import { liquidOfFields } from "../../domain/message-content.ts";
import { errorOf } from "../../domain/template-engine.ts";
import { MissingVariable } from "../../domain/template.ts";
import type { EmailInput, EmailOutput } from "../jobs.ts";
import { partsOf } from "./message-parts.ts";
import { missingVariables } from "./missing-variables.ts";
import { workingOn } from "./place.ts";
import { renderEmail } from "./render-email.ts";
import { templatesWith } from "./templates.ts";

/** A message for one contact, or why there is none. @throws when a template fails */
export function email(input: EmailInput): EmailOutput {
  const templates = templatesWith(input.partials);
  const parts = partsOf(templates, input, channel.address);
  const { known, recipient, language } = parts;
  const content = (parts.content as FrozenEmail | null) ?? contentIn(input.settings);
  const empty = { recipient, language, rendered: null, missing: null };
  const nothing = { ...empty, warnings: [], refused: null, attachments: [] };
  if (recipient.outcome === "none" && input.preview !== true) return nothing;
  if (input.preview === true) requireReadable(content);
  try {
    const mail = input.content?.mail ?? fieldsOf(input.settings);
    const { refused, attachments, ...rendered } = renderEmail({
      ...input,
      mail,
      attachments: input.settings.attachments,
      templates,
      content,
      facts: known,
    });
    if (input.preview !== true) return { ...nothing, rendered, refused, attachments };
    workingOn("the variables");
    const expressions = [
      ...emailSource(input.settings).expressions,
      ...liquidOfFields(mail, content.engine),
    ];
    const warnings = missingVariables(input.partials, content, expressions, known);
    return { ...nothing, rendered, refused, attachments, warnings };
  } catch (error) {
    if (error instanceof MissingVariable) return { ...nothing, missing: error.message };
    throw error;
  }
}

/** What Velocity leaves out without a word, a template can't be saved with: a preview shows why. */
function requireReadable({ engine, subject, html, text }: FrozenEmail): void {
  for (const [part, template] of Object.entries({ subject, html, text })) {
    if (engine !== "velocity" || template === null) continue;
    workingOn(part);
    const fault = errorOf(engine, template);
    if (fault !== null) throw new Error(fault);
  }
}

/** Of versions that were published before contents were kept. */
function contentIn({ subject, html, text }: EmailSettings): FrozenEmail {
  return { subject: subject ?? "", html: html ?? "", text: text ?? null };
}

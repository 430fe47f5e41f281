import type { ServiceContext } from "../context.ts";
import type { EmailSettings } from "../../blocks/email-settings.ts";
import { headIssues } from "../../blocks/email-issues.ts";
import { emailSettings } from "../../blocks/email-settings.ts";
import type { Preview, PreviewSubject, PreviewTemplate } from "../../contract/api/template.ts";
import { AppError } from "../../contract/errors.ts";
import { parse } from "../../contract/parse.ts";
import type { GraphIssue } from "../../domain/graph.ts";
import { written } from "../../domain/mail-fields.ts";
import type { FrozenContent, FrozenText, VersionContents } from "../../domain/message-content.ts";
import { contentKey } from "../../domain/message-content.ts";
import { RenderingFailed } from "../../rendering/renderer.ts";
import { freezeContents } from "./freeze.ts";
import { previewFacts } from "./preview-facts.ts";

/** A content or a stored template, as it would be sent. Nothing is sent or kept. */
export async function previewTemplate(
  context: ServiceContext,
  body: PreviewTemplate,
  publicUrl: string,
): Promise<Preview> {
  const { templateId, content, data, utm, ...subject } = body;
  const { engine, ...own } = content ?? {};
  const settings = parse(emailSettings, { ...own, templateId, data, utm });
  const block = { id: "preview", kind: "sendEmail" as const, config: settings };
  const { contents, problems } = await freezeContents(context, { blocks: [block] }, engine);
  requireNone(problems);
  return previewMessage(context, { contents, settings, block: block.id, subject, publicUrl });
}

/** @throws AppError `conflict` with the problems that keep it from being rendered */
export function requireNone(problems: readonly GraphIssue[]): void {
  if (problems.length === 0) return;
  throw new AppError("conflict", "it can't be rendered: see `problems`", { details: { problems } });
}

export interface Previewed {
  contents: VersionContents;
  settings: EmailSettings;
  block: string;
  slot?: number | undefined;
  subject: PreviewSubject;
  publicUrl: string;
}

export async function previewMessage(
  context: ServiceContext,
  previewed: Previewed,
): Promise<Preview> {
  const { contents, settings, block, slot, subject, publicUrl } = previewed;
  const content = contents.messages[contentKey(block, slot)] ?? null;
  const facts = await previewFacts(context, subject, context.now());
  // Like a link of a mail, and valid for nobody.
  const unsubscribeUrl = `${publicUrl}/u/preview`;
  const { recipient, rendered, language, warnings, refused } = await context.renderer
    .run("email", {
      content,
      partials: contents.partials,
      settings,
      utm: { ...contents.utm, ...settings.utm },
      facts: {
        ...facts,
        unsubscribeUrl,
        preferencesUrl: `${publicUrl}/preferences/preview`,
        confirmUrl: `${publicUrl}/confirm/preview`,
        chatToken: "preview",
      },
      ...(subject.language !== undefined && { language: subject.language }),
      missing: "empty",
      preview: true,
    })
    .catch(inWords);
  if (rendered === null) throw new Error("a preview was not rendered");
  const { mail, ...shown } = rendered;
  const [issue] = headIssues(content?.mail ?? {}, engineOf(content));
  const wrong = issue === undefined ? null : `${issue.field}: ${issue.message}`;
  const { from, replyTo, cc, bcc, headers } = mail;
  return {
    recipient: recipient.outcome === "address" ? recipient.address : null,
    note: recipient.outcome === "address" ? (refused ?? wrong) : recipient.detail,
    language,
    from: from === null ? null : written([from]),
    replyTo: written(replyTo),
    cc: written(cc),
    bcc: written(bcc),
    headers,
    ...shown,
    warnings,
  };
}

function engineOf(content: FrozenContent | null): FrozenText["engine"] {
  const [first] = Object.values(content?.languages ?? {});
  return first?.engine;
}

/** A template that can't be rendered is told in words, not as a fault of ours. */
function inWords(error: unknown): never {
  if (!(error instanceof RenderingFailed)) throw error;
  const where = error.place === "" ? "" : `${error.place}: `;
  throw new AppError("conflict", `the template could not be rendered: ${where}${error.message}`);
}

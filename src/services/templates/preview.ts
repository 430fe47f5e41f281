import type { EmailSettings } from "../../blocks/email-settings.ts";
import { emailSettings, emailSource } from "../../blocks/email-settings.ts";
import type { Preview, PreviewSubject, PreviewTemplate } from "../../contract/api/template.ts";
import { AppError } from "../../contract/errors.ts";
import { parse } from "../../contract/parse.ts";
import type { Sql } from "../../db/database.ts";
import type { GraphProblem } from "../../domain/graph.ts";
import type { VersionContents } from "../../domain/message-content.ts";
import { contentKey } from "../../domain/message-content.ts";
import { Templates } from "../../domain/template.ts";
import { partsOf } from "../messages/parts.ts";
import { renderEmail } from "../messages/render.ts";
import { freezeContents } from "./freeze.ts";
import { previewFacts } from "./preview-facts.ts";
import { missingVariables } from "./missing-variables.ts";

/** A content or a stored template, as it would be sent. Nothing is sent or kept. */
export async function previewTemplate(
  sql: Sql,
  body: PreviewTemplate,
  publicUrl: string,
): Promise<Preview> {
  const { templateId, content, data, utm, ...subject } = body;
  const { engine, ...own } = content ?? {};
  const settings = parse(emailSettings, { ...own, templateId, data, utm });
  const block = { id: "preview", kind: "sendEmail" as const, config: settings };
  const { contents, problems } = await freezeContents(sql, { blocks: [block] }, engine);
  requireNone(problems);
  return previewMessage(sql, { contents, settings, block: block.id, subject, publicUrl });
}

/** @throws AppError `conflict` with the problems that keep it from being rendered */
export function requireNone(problems: readonly GraphProblem[]): void {
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

export async function previewMessage(sql: Sql, previewed: Previewed): Promise<Preview> {
  const { contents, settings, block, slot, subject, publicUrl } = previewed;
  const facts = await previewFacts(sql, subject, new Date());
  const templates = new Templates(contents.partials);
  // Like a link of a mail, and valid for nobody.
  const unsubscribeUrl = `${publicUrl}/u/preview`;
  return failing(() => {
    const { recipient, content, known, language, utm } = partsOf(
      { contents, templates },
      settings,
      contentKey(block, slot),
      { ...facts, unsubscribeUrl },
      subject.language,
    );
    const rendered = renderEmail({ templates, content, facts: known, utm, missing: "empty" });
    return {
      recipient: recipient.outcome === "address" ? recipient.address : null,
      note: recipient.outcome === "address" ? null : recipient.detail,
      language,
      ...rendered,
      warnings: missingVariables(contents, content, emailSource(settings).expressions, known),
    };
  });
}

/** A template that can't be rendered is told in words, not as a fault of ours. */
function failing<Result>(render: () => Result): Result {
  try {
    return render();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AppError("conflict", `the template could not be rendered: ${message}`);
  }
}

import type { EmailSettings } from "../../blocks/email-settings.ts";
import type { NewMessage } from "../../db/messages/message-rows.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import type { Facts } from "../../domain/facts.ts";
import { contentKey } from "../../domain/message-content.ts";
import type { VersionContents } from "../../domain/message-content.ts";
import type { EmailOutput } from "../../rendering/jobs.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { RenderingFailed } from "../../rendering/renderer.ts";
import type { LinkSigner } from "../clicks/link-signer.ts";
import type { MarkedEmail } from "./place-links.ts";
import { markOf, placeLinks } from "./place-links.ts";

export interface Composition {
  id: string;
  run: Pick<RunRecord, "id" | "workflowId" | "test">;
  step: { blockId: string; visit: number };
  /** What its version says; null: it was published before that was kept. */
  published: { contents: VersionContents | null };
  settings: EmailSettings;
  slot?: number | undefined;
  /** With the contact that it is for. */
  facts: Facts;
  contactId: string;
  broadcastId?: string;
}

export interface Composer {
  renderer: Renderer;
  links: LinkSigner;
  /** Who an e-mail comes from when its block doesn't say. */
  sender: string;
}

export type Composed =
  | { outcome: "message"; message: NewMessage }
  | { outcome: "not sent"; detail: string };

/**
 * Makes an e-mail for one contact, or says why there is none to be sent. One of a test launch goes
 * to the tester, or into the built-in inbox, and never to the contact.
 * @throws when a template fails, or lacks a variable that its block can't do without
 */
export async function composeEmail(
  composer: Composer,
  composition: Composition,
): Promise<Composed> {
  const { links, sender } = composer;
  const { id, run, settings, contactId, step } = composition;
  const { test } = run;
  const { recipient, rendered, missing, language } = await render(composer, composition);
  if (recipient.outcome === "none") return { outcome: "not sent", detail: recipient.detail };
  if (rendered === null) {
    const detail = missing ?? "it was not rendered";
    if (settings.onMissing === "skip") return { outcome: "not sent", detail };
    throw new RenderingFailed(detail, "");
  }
  const placed = placeLinks(rendered, (link, index) =>
    links.trackedUrl({ messageId: id, index }, link.url),
  );
  const message: NewMessage = {
    id,
    runId: run.id,
    workflowId: run.workflowId,
    contactId,
    language,
    blockId: step.blockId,
    visit: step.visit,
    channel: test !== null && test.recipient === null ? "inbox" : "email",
    recipient: test?.recipient ?? recipient.address,
    sender: settings.from ?? sender,
    ...placed,
    subject: test === null ? placed.subject : `[Test] ${placed.subject}`,
    transactional: settings.transactional,
    topic: settings.topic ?? null,
    test: test !== null,
    broadcastId: composition.broadcastId ?? null,
  };
  return { outcome: "message", message };
}

/** Rendered elsewhere, where no key is: links are signed here. */
async function render(
  { renderer, links }: Composer,
  { id, published, settings, step, slot, facts }: Composition,
): Promise<EmailOutput & { rendered: MarkedEmail | null }> {
  const { contents } = published;
  // Not to be guessed, so that no content can name it; the same for each attempt.
  const linkMark = markOf(links.openUrl(id));
  const output = await renderer.run("email", {
    content: contents?.messages[contentKey(step.blockId, slot)] ?? null,
    partials: contents?.partials ?? {},
    settings,
    linkMark,
    utm: { ...contents?.utm, ...settings.utm },
    facts: { ...facts, unsubscribeUrl: links.unsubscribeUrl(id) },
    missing: settings.onMissing === "empty" ? "empty" : "fail",
    ...(settings.trackOpens && { openUrl: links.openUrl(id) }),
  });
  const { rendered } = output;
  return { ...output, rendered: rendered && { ...rendered, linkMark } };
}

/** What the person's mail program needs to unsubscribe with one click (RFC 8058); marketing only. */
export function headersOf(
  links: LinkSigner,
  message: Pick<NewMessage, "id" | "transactional">,
): Record<string, string> {
  return message.transactional
    ? {}
    : {
        "List-Unsubscribe": `<${links.unsubscribeUrl(message.id)}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      };
}

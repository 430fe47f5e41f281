import type { EmailSettings } from "../../blocks/email-settings.ts";
import type { NewMessage } from "../../db/message-rows.ts";
import type { RunRecord } from "../../db/run-rows.ts";
import type { Facts } from "../../domain/facts.ts";
import { contentKey } from "../../domain/message-content.ts";
import { MissingVariable } from "../../domain/template.ts";
import type { LinkSigner } from "../clicks/link-signer.ts";
import type { Published } from "./parts.ts";
import { partsOf } from "./parts.ts";
import { renderEmail } from "./render.ts";

export interface Composition {
  id: string;
  run: Pick<RunRecord, "id" | "workflowId" | "test">;
  step: { blockId: string; visit: number };
  published: Published;
  settings: EmailSettings;
  slot?: number | undefined;
  /** With the contact that it is for. */
  facts: Facts;
  contactId: string;
  broadcastId?: string;
}

export interface Composer {
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
export function composeEmail({ links, sender }: Composer, composition: Composition): Composed {
  const { id, run, published, settings, contactId, step, slot } = composition;
  const { test } = run;
  const facts = { ...composition.facts, unsubscribeUrl: links.unsubscribeUrl(id) };
  const parts = partsOf(published, settings, contentKey(step.blockId, slot), facts);
  const { recipient, content, known, utm, language } = parts;
  if (recipient.outcome === "none") return { outcome: "not sent", detail: recipient.detail };
  try {
    const rendered = renderEmail({
      ...{ templates: published.templates, content, facts: known, utm },
      missing: settings.onMissing === "empty" ? "empty" : "fail",
      track: (link, index) => links.trackedUrl({ messageId: id, index }, link.url),
      ...(settings.trackOpens && { openUrl: links.openUrl(id) }),
    });
    const message: NewMessage = {
      ...{ id, runId: run.id, workflowId: run.workflowId, contactId, language },
      ...{ blockId: step.blockId, visit: step.visit },
      channel: test !== null && test.recipient === null ? "inbox" : "email",
      recipient: test?.recipient ?? recipient.address,
      sender: settings.from ?? sender,
      ...rendered,
      subject: test === null ? rendered.subject : `[Test] ${rendered.subject}`,
      transactional: settings.transactional,
      topic: settings.topic ?? null,
      test: test !== null,
      broadcastId: composition.broadcastId ?? null,
    };
    return { outcome: "message", message };
  } catch (error) {
    if (!(error instanceof MissingVariable) || settings.onMissing !== "skip") throw error;
    return { outcome: "not sent", detail: error.message };
  }
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

import type { EmailSettings } from "../../blocks/email-settings.ts";
import { parseIdentity } from "../../domain/identity.ts";
import type { Mailbox, MailHeaders } from "../../domain/mail-fields.ts";
import { written } from "../../domain/mail-fields.ts";
import type { EmailOutput } from "../../rendering/jobs.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { RenderingFailed } from "../../rendering/renderer.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { Composed, Composition } from "../adapter.ts";
import type { KeptEmail } from "./kept.ts";
import type { MarkedEmail } from "./place-links.ts";
import { markOf, placeLinks } from "./place-links.ts";

interface Composer {
  renderer: Renderer;
  links: LinkSigner;
  /** Who an e-mail comes from when its block doesn't say. */
  sender: string;
}

/** @throws RenderingFailed when a template fails, or lacks a variable that its block can't do without */
export async function composeEmail(
  composer: Composer,
  composition: Composition,
): Promise<Composed> {
  const { links, sender } = composer;
  const { id, isTest } = composition;
  const settings = composition.message.settings as EmailSettings;
  const made = await render(composer, composition, settings);
  const { recipient, rendered, missing, refused, language } = made;
  if (recipient.outcome === "none") return { outcome: "not sent", detail: recipient.detail };
  if (rendered === null) {
    const detail = missing ?? "it was not rendered";
    if (settings.onMissing === "skip") return { outcome: "not sent", detail };
    throw new RenderingFailed(detail, "");
  }
  if (refused !== null) return { outcome: "not sent", detail: refused };
  const placed = placeLinks(rendered, (link, index) =>
    links.trackedUrl({ messageId: id, index }, link.url),
  );
  const subject = isTest ? `[Test] ${placed.subject}` : placed.subject;
  const { from, ...mail } = rendered.mail;
  const content: KeptEmail = {
    subject,
    html: placed.html,
    text: placed.text,
    ...(await keptFields(mail, composition)),
  };
  return {
    outcome: "composed",
    recipient: recipient.address,
    sender: from === null ? sender : written([from]),
    title: subject,
    content,
    links: placed.links,
    language,
  };
}

/** Of a test launch, nobody but the tester gets it. */
async function keptFields(
  { replyTo, cc, bcc, headers }: Omit<MailHeaders, "from">,
  { isTest, mayCopyTo }: Composition,
): Promise<Pick<KeptEmail, "replyTo" | "cc" | "bcc" | "headers">> {
  const kept: Awaited<ReturnType<typeof keptFields>> = {};
  if (replyTo.length > 0) kept.replyTo = written(replyTo);
  for (const [field, mailboxes] of Object.entries({ cc, bcc })) {
    const willing: Mailbox[] = [];
    for (const mailbox of isTest ? [] : mailboxes) {
      const parsed = parseIdentity("email", mailbox.address);
      const refuses = parsed.outcome === "identity" && !(await mayCopyTo(parsed.identity.value));
      if (!refuses) willing.push(mailbox);
    }
    if (willing.length > 0) kept[field as "cc" | "bcc"] = written(willing);
  }
  if (Object.keys(headers).length > 0) kept.headers = headers;
  return kept;
}

/** Rendered elsewhere, where no key is: links are signed here. */
async function render(
  { renderer, links }: Composer,
  { id, content, partials, utm, facts }: Composition,
  settings: EmailSettings,
): Promise<EmailOutput & { rendered: MarkedEmail | null }> {
  // Not to be guessed, so that no content can name it; the same for each attempt.
  const linkMark = markOf(links.openUrl(id));
  const output = await renderer.run("email", {
    content,
    partials,
    settings,
    linkMark,
    utm: { ...utm, ...settings.utm },
    facts: { ...facts, unsubscribeUrl: links.unsubscribeUrl(id) },
    missing: settings.onMissing === "empty" ? "empty" : "fail",
    ...(settings.trackOpens && { openUrl: links.openUrl(id) }),
  });
  const { rendered } = output;
  return { ...output, rendered: rendered && { ...rendered, linkMark } };
}

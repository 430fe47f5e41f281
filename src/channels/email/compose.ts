import { createHash } from "node:crypto";
import type { EmailSettings } from "../../blocks/email-settings.ts";
import { parseIdentity } from "../../domain/identity.ts";
import type { Mailbox, MailHeaders } from "../../domain/mail-fields.ts";
import { written } from "../../domain/mail-fields.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { EmailInput, EmailOutput, MessageLinks } from "../../rendering/jobs.ts";
import { LimitExceeded } from "../../rendering/limits.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { RenderingFailed } from "../../rendering/renderer.ts";
import { aside } from "../../rendering/restarting.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import { messageLinks } from "../message-links.ts";
import type { Composed, Composition } from "../adapter.ts";
import type { MailFiles } from "./attachments/files.ts";
import type { KeptEmail } from "./kept.ts";
import { markOf, placeLinks } from "./place-links.ts";

interface Composer {
  renderer: Renderer;
  files: MailFiles;
  links: LinkSigner;
  /** Who an e-mail comes from when its block doesn't say. */
  sender: string;
}

/** @throws RenderingFailed when a template fails, or lacks a variable that its block can't do without */
export async function composeEmail(
  composer: Composer,
  composition: Composition,
): Promise<Composed> {
  const output = await composer.renderer.run("email", inputOf(composer, composition));
  return finish(composer, composition, output);
}

/** How many are rendered at once: what they have in common goes to a thread once for all of them. */
const together = 10;

/** The same e-mail for many contacts: of each, what `composeEmail` would give or throw. */
export async function composeEmails(
  composer: Composer,
  compositions: readonly Composition[],
): Promise<PromiseSettledResult<Composed>[]> {
  const chunks: Promise<PromiseSettledResult<Composed>[]>[] = [];
  for (let from = 0; from < compositions.length; from += together) {
    chunks.push(composeTogether(composer, compositions.slice(from, from + together)));
  }
  return (await Promise.all(chunks)).flat();
}

async function composeTogether(
  composer: Composer,
  compositions: readonly Composition[],
): Promise<PromiseSettledResult<Composed>[]> {
  const outputs = await renderTogether(composer, compositions);
  const results: PromiseSettledResult<Composed>[] = [];
  for (const [index, composition] of compositions.entries()) {
    const output = outputs[index] ?? null;
    const [result] = await Promise.allSettled([
      output === null ? composeEmail(composer, composition) : finish(composer, composition, output),
    ]);
    results.push(result);
  }
  return results;
}

/** Where one of them costs too much, none is made: whose fault it is shows when each is made by itself. */
async function renderTogether(
  composer: Composer,
  compositions: readonly Composition[],
): Promise<(EmailOutput | null)[]> {
  const inputs = compositions.map((composition) => inputOf(composer, composition));
  const [first] = inputs;
  if (first === undefined) return [];
  const { linkMark: _, openUrl: _1, preview: _2, facts: firstFacts, ...shared } = first;
  const {
    contact: _3,
    unsubscribeUrl: _4,
    preferencesUrl: _5,
    confirmUrl: _6,
    chatToken: _7,
    ...facts
  } = firstFacts;
  const each = inputs.map(({ linkMark, openUrl, facts: known }) => {
    const { contact, unsubscribeUrl, preferencesUrl, confirmUrl, chatToken } = known;
    const links: MessageLinks = { unsubscribeUrl, confirmUrl: confirmUrl ?? null };
    if (preferencesUrl !== undefined) links.preferencesUrl = preferencesUrl;
    if (chatToken !== undefined) links.chatToken = chatToken;
    const own = { contact, links, ...(linkMark !== undefined && { linkMark }) };
    return openUrl === undefined ? own : { ...own, openUrl };
  });
  try {
    return await composer.renderer.run("emails", { shared: { ...shared, facts }, each });
  } catch (error) {
    if (error instanceof LimitExceeded || error instanceof RenderingFailed) return [];
    throw error;
  }
}

async function finish(
  composer: Composer,
  composition: Composition,
  { recipient, rendered, missing, refused, language, attachments }: EmailOutput,
): Promise<Composed> {
  const { links, sender } = composer;
  const { id, isTest } = composition;
  if (recipient.outcome === "none") return { outcome: "not sent", detail: recipient.detail };
  if (rendered === null) {
    const detail = missing ?? sayMessage("notRendered");
    if (composition.message.settings.onMissing === "skip") return { outcome: "not sent", detail };
    throw new RenderingFailed(detail, "");
  }
  if (refused !== null) return { outcome: "not sent", detail: refused };
  const placed = placeLinks({ ...rendered, linkMark: linkMarkOf(links, id) }, (link, index) =>
    links.trackedUrl({ messageId: id, index }, link.url),
  );
  const subject = isTest ? `[Test] ${placed.subject}` : placed.subject;
  const { from, ...mail } = rendered.mail;
  const content: KeptEmail = {
    subject,
    html: placed.html,
    text: placed.text,
    ...(await keptFields(mail, composition)),
    ...(attachments.length > 0 && (await keptFiles(composer, composition, attachments))),
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

/** They may take long to come: nothing is held meanwhile. */
async function keptFiles(
  { renderer, files }: Composer,
  { id, facts: { contact } }: Composition,
  wanted: EmailOutput["attachments"],
): Promise<Pick<KeptEmail, "attachments" | "missingFiles">> {
  const named = createHash("sha256").update(JSON.stringify(wanted)).digest("hex");
  const gathered = await aside(renderer, `files ${id} ${named}`, () =>
    files.gather(contact?.id ?? "", wanted),
  );
  const kept: Awaited<ReturnType<typeof keptFiles>> = { attachments: gathered.files };
  if (gathered.missing.length > 0) kept.missingFiles = gathered.missing;
  return kept;
}

/** It is rendered elsewhere, where no key is: links are signed here. */
function inputOf(
  { links }: Composer,
  { id, message, content, partials, utm, facts }: Composition,
): EmailInput {
  const settings = message.settings as EmailSettings;
  return {
    content,
    partials,
    settings,
    linkMark: linkMarkOf(links, id),
    utm: { ...utm, ...settings.utm },
    facts: { ...facts, ...messageLinks(links, id, facts) },
    missing: settings.onMissing === "empty" ? "empty" : "fail",
    ...(settings.trackOpens && { openUrl: links.openUrl(id) }),
  };
}

/** Not to be guessed, so that no content can name it; the same for each attempt. */
const linkMarkOf = (links: LinkSigner, id: string): string => markOf(links.openUrl(id));

import type { Renderer } from "../rendering/renderer.ts";
import { RenderingFailed } from "../rendering/renderer.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";
import { sayMessage } from "../domain/sentences/message-sentences.ts";
import { messageLinks } from "./message-links.ts";
import type { Composed, Composition } from "./adapter.ts";
import type { ChannelDescription } from "./description.ts";

interface TextComposer {
  description: ChannelDescription;
  links: LinkSigner;
  sender: string;
}

/**
 * Makes a message of a few lines: its content is its parts by name, each rendered by itself.
 * @throws RenderingFailed when a template fails, or lacks a variable that its block can't do without
 */
export async function composeTexts(
  renderer: Renderer,
  { description, links, sender }: TextComposer,
  { id, message, content, partials, facts, isTest }: Composition,
): Promise<Composed> {
  const { settings } = message;
  const { recipient, rendered, missing, language } = await renderer.run("texts", {
    address: description.address,
    content,
    partials,
    settings,
    facts: { ...facts, ...messageLinks(links, id, facts) },
    missing: settings.onMissing === "empty" ? "empty" : "fail",
  });
  if (recipient.outcome === "none") return { outcome: "not sent", detail: recipient.detail };
  if (rendered === null) {
    const detail = missing ?? sayMessage("notRendered");
    if (settings.onMissing === "skip") return { outcome: "not sent", detail };
    throw new RenderingFailed(detail, "");
  }
  const { title, text } = rendered;
  const line = (title ?? text ?? "").trim();
  return {
    outcome: "composed",
    recipient: recipient.address,
    sender,
    title: isTest ? `[Test] ${line}` : line,
    content: rendered,
    links: [],
    language,
  };
}

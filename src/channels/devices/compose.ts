import type { Renderer } from "../../rendering/renderer.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { TrackedLink } from "../../db/messages/message-rows.ts";
import type { Composed, Composition } from "../adapter.ts";
import { composeTexts } from "../compose-texts.ts";
import type { ChannelDescription } from "../description.ts";

/** What any message says that is shown on a screen: its rendered parts, and its channel's settings. */
export interface ShownContent {
  title?: string;
  text?: string;
  url?: string;
  image?: string;
  icon?: string;
  button?: string;
  buttonUrl?: string;
  button2?: string;
  button2Url?: string;
}

/** The parts that lead somewhere, by what a click calls them. */
export const linkParts = [
  { part: "url", label: "title" },
  { part: "buttonUrl", label: "button" },
  { part: "button2Url", label: "button2" },
] as const;

interface Composer {
  description: ChannelDescription;
  links: LinkSigner;
  /** What stands beside the rendered parts. */
  settings: Record<string, unknown>;
}

/** Makes a message that is shown on a screen, with its links as those of the message. */
export async function composeShown(
  renderer: Renderer,
  { description, links, settings }: Composer,
  composition: Composition,
): Promise<Composed> {
  const { address } = description;
  if (address.reaches === "devices" && !composition.isTest && !(await composition.hasDevice())) {
    return { outcome: "not sent", detail: address.absent };
  }
  const made = await composeTexts(renderer, { description, links, sender: "" }, composition);
  if (made.outcome === "not sent") return made;
  const content = { ...(made.content as ShownContent), ...settings };
  return { ...made, content, links: linksOf(content) };
}

/** The links of a message, at the places that its clicks name. */
function linksOf(content: ShownContent): TrackedLink[] {
  return linkParts.flatMap(({ part, label }) => {
    const url = webAddress(content[part]);
    if (url === null) return [];
    const name = label === "title" ? content.title : content[label];
    return [{ name: name ?? url, url }];
  });
}

/** The tracked address of a part that leads somewhere; null: it leads nowhere that a browser opens. */
export function trackedPart(
  links: LinkSigner,
  messageId: string,
  content: ShownContent,
  part: (typeof linkParts)[number]["part"],
): string | null {
  const url = webAddress(content[part]);
  if (url === null) return null;
  const index = linksOf(content).findIndex((link) => link.url === url);
  return links.trackedUrl({ messageId, index }, url);
}

function webAddress(url: string | undefined): string | null {
  const trimmed = url?.trim() ?? "";
  return /^https?:\/\//i.test(trimmed) && URL.canParse(trimmed) ? trimmed : null;
}

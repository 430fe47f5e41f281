import { createHash } from "node:crypto";
import type { TrackedLink } from "../../db/messages/message-rows.ts";
import type { RenderedEmail } from "../../rendering/jobs.ts";

/** Whose links lead to `https://{linkMark}/{index}` for now. */
export interface MarkedEmail extends RenderedEmail {
  linkMark: string;
}

/** A host that nobody knows who does not know `secret`. */
export function markOf(secret: string): string {
  return `${createHash("sha256").update(`link mark ${secret}`).digest("hex").slice(0, 32)}.invalid`;
}

/** Has each link lead to where it is to be tracked. */
export function placeLinks(
  { linkMark, subject, html, text, links, mail }: MarkedEmail,
  track: (link: TrackedLink, index: number) => string,
): RenderedEmail {
  const urls = links.map(track);
  const mark = new RegExp(`https://${linkMark.replaceAll(".", "\\.")}/(\\d+)`, "g");
  const placed = (part: string): string =>
    urls.length === 0
      ? part
      : part.replaceAll(mark, (whole, index: string) => urls[Number(index)] ?? whole);
  return { subject, html: placed(html), text: placed(text), links, mail };
}

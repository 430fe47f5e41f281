import { load } from "cheerio";
import { convert } from "html-to-text";
import type { EmailDraft } from "../../blocks/block.ts";
import type { Facts } from "../../domain/facts.ts";
import { renderTemplate } from "../../domain/template.ts";
import type { TrackedLink } from "../../db/message-rows.ts";

export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
  links: TrackedLink[];
}

/**
 * Renders an e-mail's templates. Every http link leads through `track`, and has the name that its
 * author gave it by `data-name`, or else its own text.
 * @throws when a template fails
 */
export function renderEmail(
  draft: EmailDraft,
  facts: Facts,
  track: (link: TrackedLink, index: number) => string,
): RenderedEmail {
  // A line break in a subject would begin another header.
  const subject = renderTemplate("text", draft.subject, facts).replaceAll(/\s+/g, " ").trim();
  const page = load(renderTemplate("html", draft.html, facts));
  const links: TrackedLink[] = [];
  page("a[href]").each((_, element) => {
    const anchor = page(element);
    const url = anchor.attr("href")?.trim() ?? "";
    const given = anchor.attr("data-name")?.trim();
    anchor.removeAttr("data-name");
    if (!isWeb(url)) return;
    const text = anchor.text().replaceAll(/\s+/g, " ").trim();
    const link = { name: (given ?? "") || text || url, url };
    anchor.attr("href", track(link, links.length));
    links.push(link);
  });
  const html = page.html();
  const text = draft.text === undefined ? convert(html) : renderTemplate("text", draft.text, facts);
  return { subject, html, text, links };
}

function isWeb(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}

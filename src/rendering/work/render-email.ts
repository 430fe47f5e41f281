import { load } from "cheerio";
import { convert } from "html-to-text";
import type { FrozenEmail } from "../../domain/message-content.ts";
import type { Templates } from "../../domain/template.ts";
import { renderVelocity } from "../../domain/velocity.ts";
import { velocityFacts, withTags } from "../../domain/velocity-facts.ts";
import type { EmailInput, RenderedEmail } from "../jobs.ts";
import type { MessageFactsKnown } from "./message-parts.ts";
import { requireShallow, requireSize } from "./output.ts";
import { workingOn } from "./place.ts";

export interface Rendering extends Pick<EmailInput, "utm" | "missing" | "linkMark" | "openUrl"> {
  templates: Templates;
  content: FrozenEmail;
  /** What the run knows, with the message's own data and addresses. */
  facts: MessageFactsKnown;
}

const utmNames = ["source", "medium", "campaign", "content"] as const;

/**
 * Renders an e-mail's templates. Every http link gets the UTM parameters that it lacks and leads
 * to its mark (or, without one, to its own address), and has the name that its author gave it by `data-name`, or else its own text.
 * `data-no-utm` and `data-no-track` keep a link out of either; the link for unsubscribing always is.
 * @throws MissingVariable, or when a template fails
 */
export function renderEmail(rendering: Rendering): RenderedEmail {
  const { content, facts, linkMark, openUrl } = rendering;
  const render = (kind: "html" | "text", part: "subject" | "html" | "text"): string => {
    workingOn(part);
    const template = content[part] ?? "";
    return requireSize(
      content.engine === "velocity"
        ? renderVelocity(kind, withTags(template), velocityFacts(facts))
        : rendering.templates.render(kind, template, facts, rendering.missing),
    );
  };
  // A line break in a subject would begin another header.
  const subject = render("text", "subject").replaceAll(/\s+/g, " ").trim();
  const page = load(requireShallow(render("html", "html")));
  const utm = utmNames.flatMap((name) => {
    workingOn(`utm.${name}`);
    const value = rendering.templates.render("text", rendering.utm[name] ?? "", facts).trim();
    return value === "" ? [] : [{ name: `utm_${name}`, value }];
  });
  workingOn("the links of html");
  const links: RenderedEmail["links"] = [];
  page("a[href]").each((_, element) => {
    const anchor = page(element);
    const written = anchor.attr("href")?.trim() ?? "";
    const given = anchor.attr("data-name")?.trim();
    const bare = { utm: anchor.is("[data-no-utm]"), track: anchor.is("[data-no-track]") };
    for (const name of ["data-name", "data-no-utm", "data-no-track"]) anchor.removeAttr(name);
    if (!isWeb(written) || written === facts.unsubscribeUrl) return;
    const url = bare.utm ? written : withParameters(written, utm);
    anchor.attr("href", url);
    if (bare.track) return;
    const text = anchor.text().replaceAll(/\s+/g, " ").trim();
    const link = { name: (given ?? "") || text || url, url };
    if (linkMark !== undefined) anchor.attr("href", `https://${linkMark}/${links.length}`);
    links.push(link);
  });
  workingOn("the plain text of html");
  const text = content.text === null ? convert(page.html()) : render("text", "text");
  if (openUrl !== undefined) {
    page("body").append(`<img src="${openUrl}" width="1" height="1" alt="" style="border:0">`);
  }
  workingOn("html");
  return { subject, html: requireSize(page.html()), text: requireSize(text), links };
}

function isWeb(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}

/** Appends what an address does not have; the rest of it stays as it was written. */
function withParameters(
  url: string,
  parameters: readonly { name: string; value: string }[],
): string {
  const there = new URL(url).searchParams;
  const more = parameters
    .filter(({ name }) => !there.has(name))
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  if (more.length === 0) return url;
  const [address = "", ...anchor] = url.split("#");
  let joint = "?";
  if (address.includes("?")) joint = /[?&]$/.test(address) ? "" : "&";
  return [`${address}${joint}${more.join("&")}`, ...anchor].join("#");
}

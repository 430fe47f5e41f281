import type { RenderedEmail } from "../jobs.ts";
import type { MailMarkup } from "./mail-html.ts";

type Link = RenderedEmail["links"][number];
type Parameter = { name: string; value: string };

/** How the links of a mail are treated. */
export interface LinkTreatment {
  utm: readonly Parameter[];
  /** It stays what it is: the one for unsubscribing. */
  unsubscribeUrl: string;
  /** So do the others by which the contact says what it wants. */
  own?: readonly (string | null | undefined)[];
  /** Links lead to `https://{mark}/{index}`, each to its place among the tracked ones; absent: to where they led. */
  mark: string | undefined;
}

/**
 * Every link gets the UTM parameters that it lacks and leads to its mark, and has the name that its
 * author gave it by `data-name`, or else its own text. `data-no-utm` and `data-no-track` keep a link
 * out of either.
 * @returns those that are tracked
 */
export function treatLinks(
  html: MailMarkup,
  { utm, unsubscribeUrl, own, mark }: LinkTreatment,
): Link[] {
  const links: Link[] = [];
  for (const link of html.links) {
    const { href, name, text } = link;
    if (!isWeb(href) || href === unsubscribeUrl || own?.includes(href) === true) continue;
    const url = link.noUtm ? href : withParameters(href, utm);
    if (url !== href) link.lead(url);
    if (link.noTrack) continue;
    if (mark !== undefined) link.lead(`https://${mark}/${links.length}`);
    links.push({ name: (name ?? text) || href, url });
  }
  return links;
}

/**
 * The same for the addresses that stand in a plain-text part of its author's own. One that a link of
 * the HTML leads to as well is that link.
 *
 * @param links the HTML's; those that only the text has are added
 */
export function treatTextLinks(
  text: string,
  html: MailMarkup,
  links: Link[],
  { utm, unsubscribeUrl, own, mark }: LinkTreatment,
): string {
  const untouched = (pick: "noUtm" | "noTrack"): Set<string> =>
    new Set(html.links.filter((link) => link[pick]).map(({ href }) => href));
  const noUtm = untouched("noUtm");
  const noTrack = untouched("noTrack");
  const indexes = new Map<string, number>();
  for (const [index, { url }] of links.entries()) if (!indexes.has(url)) indexes.set(url, index);
  return text.replaceAll(/\bhttps?:\/\/[^\s<>"]+/gi, (found) => {
    const href = withoutPunctuation(found);
    const rest = found.slice(href.length);
    if (!isWeb(href) || href === unsubscribeUrl || own?.includes(href) === true) return found;
    const url = noUtm.has(href) ? href : withParameters(href, utm);
    if (noTrack.has(href)) return url + rest;
    const index = indexOf(url, href);
    return mark === undefined ? url + rest : `https://${mark}/${index}${rest}`;
  });

  /** By its name as its author wrote it, without what was added. */
  function indexOf(url: string, name: string): number {
    const known = indexes.get(url) ?? links.push({ name, url }) - 1;
    indexes.set(url, known);
    return known;
  }
}

/** What ends a sentence or closes a bracket around an address is no part of it. */
function withoutPunctuation(found: string): string {
  let unopened = found.split(")").length - found.split("(").length;
  let end = found.length;
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    if (last === ")" ? unopened <= 0 : !/[.,;:!?'”’»\]}>*_]/.test(last)) break;
    if (last === ")") unopened--;
  }
  return found.slice(0, end);
}

function isWeb(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}

/** Appends what an address does not have; the rest of it stays as it was written. */
function withParameters(url: string, parameters: readonly Parameter[]): string {
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

import type { CheerioAPI } from "cheerio";
import { load } from "cheerio";
import type { AnyNode, Element } from "domhandler";
import { hasChildren, isComment, isTag, isText } from "domhandler";

import { requireShallow } from "./output.ts";
import { markedTables, textOf } from "./plain-text.ts";

/** From one place of a text to another. */
interface Range {
  from: number;
  to: number;
}

/** A change to a text: what stands from one place to another is replaced. */
export interface Edit extends Range {
  by: string;
}

/** A link of a mail, in its HTML or in what only Outlook reads. */
export interface HtmlLink {
  href: string;
  /** What a reader sees of it. */
  text: string;
  name: string | undefined;
  noUtm: boolean;
  noTrack: boolean;
  /** Has it lead elsewhere. */
  lead(url: string): void;
}

/** A mail's HTML, read, whose links are to be treated. */
export interface MailMarkup {
  readonly links: readonly HtmlLink[];
  /** What is written at the end of the body. */
  append(html: string): void;
  /** The plain text that it comes to, with its links as they are now. */
  plainText(): string;
  toString(): string;
}

/** A link as it was read. */
export interface ReadLink extends HtmlLink {
  /** Its address as the attribute has it, with blanks around it. */
  attribute: string;
  /** What a reader sees stands in the link, and not in its `alt` or `title`. */
  hasText: boolean;
}

/** HTML that was parsed, and where it begins in the mail's. */
export interface ReadPage {
  page: CheerioAPI;
  offset: number;
}

/**
 * A mail's HTML, changed in places alone: doctype, conditional comments and all that mail programs
 * read in ways of their own come out as they went in.
 */
export class MailHtml implements MailMarkup {
  /** As a browser reads it, with the changes of links. */
  readonly page: CheerioAPI;
  readonly links: ReadLink[] = [];
  /** The page, and what only Outlook reads. */
  readonly pages: ReadPage[] = [];
  /** Texts between tags, where quotes are written as what they are. */
  readonly texts: Range[] = [];
  readonly #source: string;
  /** By where they begin. */
  readonly #edits = new Map<number, Edit>();
  /** Of each link, by the place of its address. */
  readonly #elementsAt = new Map<number, Element[]>();

  constructor(source: string) {
    this.#source = source;
    this.page = load(source, { sourceCodeLocationInfo: true });
    this.#read(this.page, 0);
  }

  /** Where the body ends. */
  get bodyEnd(): number {
    const [body] = this.page("body").get();
    return body?.sourceCodeLocation?.endTag?.startOffset ?? this.#source.length;
  }

  /** By where they begin. */
  get edits(): Edit[] {
    return [...this.#edits.values()].toSorted((a, b) => a.from - b.from);
  }

  append(html: string): void {
    const end = this.bodyEnd;
    this.#edit({ from: end, to: end, by: html });
  }

  plainText(): string {
    return textOf(markedTables(this.page).html());
  }

  toString(): string {
    let shown = "";
    let after = 0;
    for (const { from, to, by } of this.edits) {
      shown += this.#source.slice(after, from) + by;
      after = to;
    }
    return shown + this.#source.slice(after);
  }

  #edit(edit: Edit): void {
    this.#edits.set(edit.from, edit);
  }

  #read(page: CheerioAPI, offset: number): void {
    this.pages.push({ page, offset });
    for (const node of all(page.root().get(0)?.children ?? [])) {
      const at = node.sourceCodeLocation;
      if (at === null || at === undefined) continue;
      if (isComment(node)) {
        const hidden = /^\[if [^\]]*\]>/.exec(node.data)?.[0];
        const inside = offset + at.startOffset + "<!--".length + (hidden?.length ?? 0);
        if (hidden !== undefined && node.data.length > hidden.length) {
          // As it is written: the parser has changed its line ends.
          const source = this.#source.slice(inside, offset + at.endOffset - "-->".length);
          const options = { sourceCodeLocationInfo: true };
          this.#read(load(requireShallow(source), options, false), inside);
        }
      } else if (isText(node)) {
        this.#unquote(offset + at.startOffset, offset + at.endOffset);
      } else if (isTag(node) && isLink(node)) this.#addLink(page, node, offset);
    }
  }

  /** Quotes need no escaping between tags: a name is easier to read without. */
  #unquote(from: number, to: number): void {
    const text = this.#source.slice(from, to);
    if (text.includes("<")) return;
    this.texts.push({ from, to });
    for (const { 0: entity, index } of text.matchAll(/&#3[49];/g)) {
      const place = from + index;
      this.#edit({ from: place, to: place + entity.length, by: unquoted(entity) });
    }
  }

  #addLink(page: CheerioAPI, element: Element, offset: number): void {
    const { attribs } = element;
    const places = (element.sourceCodeLocation as { attrs?: Record<string, Place> }).attrs ?? {};
    const place = places["href"];
    if (place === undefined) return;
    const from = offset + place.startOffset;
    const known = this.#elementsAt.get(from);
    // A link that is not closed goes on in further elements: it is one.
    known?.push(element);
    for (const name of marks) {
      const mark = places[name];
      if (mark === undefined) continue;
      const begin = this.#blanksBefore(offset + mark.startOffset);
      this.#edit({ from: begin, to: offset + mark.endOffset, by: "" });
    }
    const { "data-name": name = "", href = "", alt, title = "" } = attribs;
    const noUtm = "data-no-utm" in attribs;
    const noTrack = "data-no-track" in attribs;
    for (const mark of marks) page(element).removeAttr(mark);
    if (known !== undefined) return;
    const elements = [element];
    const text = collapsed(page(element).text());
    const link: ReadLink = {
      href: href.trim(),
      attribute: href,
      text: text || (alt ?? title).trim(),
      hasText: text !== "",
      name: name.trim() === "" ? undefined : name.trim(),
      noUtm,
      noTrack,
      lead: (url) => {
        for (const one of elements) page(one).attr("href", url);
        this.#edit({ from, to: offset + place.endOffset, by: `href="${inAttribute(url)}"` });
      },
    };
    this.links.push(link);
    this.#elementsAt.set(from, elements);
  }

  #blanksBefore(place: number): number {
    let from = place;
    while (/\s/.test(this.#source.charAt(from - 1))) from--;
    return from;
  }
}

/** As one line of text. */
export const collapsed = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** As it stands between the quotes of an attribute. */
export const inAttribute = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** Of a text between tags: quotes need no escaping there. */
export const unquoted = (text: string): string =>
  text.replaceAll(/&#3[49];/g, (entity) => (entity === "&#39;" ? "'" : '"'));

/** What authors say of a link to us. */
const marks = ["data-name", "data-no-utm", "data-no-track"];

export interface Place {
  startOffset: number;
  endOffset: number;
}

/** Links, areas of pictures, and the shapes that Outlook draws buttons with. */
const isLink = ({ name, attribs }: Element): boolean =>
  attribs["href"] !== undefined && (name === "a" || name === "area" || name.startsWith("v:"));

/** All nodes, but what stands in scripts and styles. */
function* all(nodes: readonly AnyNode[]): Generator<AnyNode> {
  for (const node of nodes) {
    yield node;
    const isRaw = isTag(node) && (node.name === "script" || node.name === "style");
    if (hasChildren(node) && !isRaw) {
      yield* all(node.children);
    }
  }
}

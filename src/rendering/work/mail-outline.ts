import type { AnyNode, Element, ParentNode, Text } from "domhandler";
import { hasChildren, isTag, isText } from "domhandler";
import type { RenderedParts } from "../../domain/liquid/value-marks.ts";
import { LimitExceeded } from "../limits.ts";
import type { HtmlLink, Place } from "./mail-html.ts";
import { MailHtml } from "./mail-html.ts";
import { requireShallow } from "./output.ts";
import { markedTables } from "./plain-text.ts";

/** A piece of what is written: text, a value, or where a link leads. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "value"; index: number; isUnquoted: boolean }
  | { kind: "link"; index: number; original: Piece[] }
  | { kind: "end of body" };

/** A link whose parts may have values in them. */
interface OutlinedLink extends Pick<HtmlLink, "noUtm" | "noTrack"> {
  href: Piece[];
  attribute: Piece[];
  text: Piece[];
  hasText: boolean;
  name: Piece[] | undefined;
}

/**
 * A mail's HTML without its values, read once: two mails that differ in values alone have the same
 * elements, links and places. A value is in it only where it can't change that: in a text, or between
 * an attribute's quotes.
 */
export interface MailOutline {
  html: Piece[];
  /** What plain text is made from: the page as it was read, its links apart. */
  page: Piece[];
  links: OutlinedLink[];
}

// Of the characters that no text has, as those that mark values (domain/liquid/value-marks.ts).
const token = /\uFDE0(\d+)\uFDE1|\uFDE2(\d+)\uFDE3/g;
const valueToken = (index: number): string => `\uFDE0${index}\uFDE1`;
const linkToken = (index: number): string => `\uFDE2${index}\uFDE3`;

/** Null where values stand in places in which they may change what the HTML around them is. */
export function outlineOf({ literals, values }: RenderedParts): MailOutline | null {
  if (literals.some((literal) => /[\uFDE0-\uFDE3]|<!\[CDATA\[/.test(literal))) return null;
  // Behind the beginning of a tag or an entity a value is not read as text by itself.
  if (literals.slice(0, -1).some((literal) => /(?:<[/!?]?-?|&#?\w*)$/.test(literal))) return null;
  const source = literals
    .map((literal, index) => (index < values.length ? literal + valueToken(index) : literal))
    .join("");
  const html = readOrNull(source);
  if (html === null || !areInSafePlaces(html, source, values.length)) return null;
  const links = html.links.map((link): OutlinedLink => {
    const { href, attribute, text, hasText, name, noUtm, noTrack } = link;
    return {
      href: pieces(href),
      attribute: pieces(attribute),
      text: pieces(text),
      hasText,
      name: name === undefined ? undefined : pieces(name),
      noUtm,
      noTrack,
    };
  });
  for (const [index, link] of html.links.entries()) link.lead(linkToken(index));
  return { html: htmlPieces(html, source), page: pieces(markedTables(html.page).html()), links };
}

/** What is nested too deep is told where it is read as it stands. */
function readOrNull(source: string): MailHtml | null {
  try {
    return new MailHtml(requireShallow(source));
  } catch (error) {
    if (error instanceof LimitExceeded) return null;
    throw error;
  }
}

/** The source with its edits, as pieces. */
function htmlPieces(html: MailHtml, source: string): Piece[] {
  const plain = new Set<number>();
  for (const { from, to } of html.texts) {
    for (const index of valuesIn(source.slice(from, to))) plain.add(index);
  }
  const made: Piece[] = [];
  let after = 0;
  const end = { from: html.bodyEnd, to: html.bodyEnd, by: null };
  for (const { from, to, by } of [...html.edits, end].toSorted((a, b) => a.from - b.from)) {
    made.push(...pieces(source.slice(after, from), plain));
    after = to;
    if (by === null) {
      made.push({ kind: "end of body" });
      continue;
    }
    const [, link] = /^href="\uFDE2(\d+)\uFDE3"$/.exec(by) ?? [];
    if (link === undefined) made.push(...pieces(by));
    else {
      const original = pieces(source.slice(from, to));
      made.push({ kind: "link", index: Number(link), original });
    }
  }
  return joined([...made, ...pieces(source.slice(after), plain)]);
}

function pieces(text: string, plain: ReadonlySet<number> = new Set()): Piece[] {
  const made: Piece[] = [];
  let after = 0;
  for (const { 0: whole, 1: value, 2: link, index: at } of text.matchAll(token)) {
    if (at > after) made.push({ kind: "text", text: text.slice(after, at) });
    after = at + whole.length;
    const index = Number(value ?? link);
    if (value === undefined) made.push({ kind: "link", index, original: [] });
    else made.push({ kind: "value", index, isUnquoted: plain.has(index) });
  }
  if (after < text.length) made.push({ kind: "text", text: text.slice(after) });
  return made;
}

/** With texts that follow one another made one. */
function joined(made: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of made) {
    const last = all.at(-1);
    if (piece.kind === "text" && last?.kind === "text") last.text += piece.text;
    else all.push(piece.kind === "text" ? { ...piece } : piece);
  }
  return all;
}

const valuesIn = (text: string): number[] =>
  [...text.matchAll(token)].flatMap(({ 1: value }) => (value === undefined ? [] : [Number(value)]));

/** Their content is no markup to one parser and is to another, or has entities for one alone. */
const raw = new Set(
  "script style textarea xmp iframe noembed noframes noscript plaintext".split(" "),
);
/** Parsers compare these, attributes and all, where they are not closed. */
const formatting = new Set("b big code em font i nobr s small strike strong tt u".split(" "));

function areInSafePlaces(html: MailHtml, source: string, count: number): boolean {
  const safe = new Set<number>();
  for (const { page, offset } of html.pages) {
    for (const node of everyNode(page.root().get(0)?.children ?? [])) {
      let found: number[] | null = [];
      if (isTag(node)) found = valuesInAttributes(node, source, offset);
      else if (isText(node)) found = valuesInText(node);
      if (found === null) return false;
      for (const index of found) safe.add(index);
    }
  }
  // Those in names of elements and attributes, in declarations and comments were not found.
  return safe.size === count;
}

function valuesInText({ data, parent }: Text): number[] | null {
  const found = valuesIn(data);
  return found.length > 0 && isRaw(parent) ? null : found;
}

/** Null where one of them may change what the element is. */
function valuesInAttributes(element: Element, source: string, offset: number): number[] | null {
  const { attrs = {} } = (element.sourceCodeLocation ?? {}) as { attrs?: Record<string, Place> };
  const all: number[] = [];
  // What authors say to us was taken away already, and stands in the source alone.
  for (const name of new Set([...Object.keys(element.attribs), ...Object.keys(attrs)])) {
    const place = attrs[name];
    const written =
      place === undefined
        ? (element.attribs[name] ?? "")
        : source.slice(offset + place.startOffset, offset + place.endOffset);
    const found = valuesIn(written);
    if (found.length > 0 && !isSafeAttribute(element, name, written)) return null;
    all.push(...found);
  }
  return all;
}

function isRaw(parent: ParentNode | null): boolean {
  if (parent === null || !isTag(parent)) return false;
  // A page's own title is in no plain text.
  const { parent: above } = parent;
  const isPagesTitle = above !== null && isTag(above) && above.name === "head";
  return raw.has(parent.name) || (parent.name === "title" && !isPagesTitle);
}

function isSafeAttribute({ name: element }: Element, name: string, written: string): boolean {
  if (formatting.has(element) || element === "annotation-xml") return false;
  if (element === "input" && name === "type") return false;
  if (element === "table" && name === "class") return false;
  return /^[^=\uFDE0]*=\s*["']/.test(written);
}

function* everyNode(nodes: readonly AnyNode[]): Generator<AnyNode> {
  for (const node of nodes) {
    yield node;
    if (hasChildren(node)) yield* everyNode(node.children);
  }
}

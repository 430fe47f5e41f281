import { limits } from "./limits.ts";

/** Elements that never hold others. */
const empty = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);
/** Their end may be left out: the next of their kind ends them, so that a list of them is not deep. */
const endsByItself = new Set(
  "p li dt dd option optgroup tr td th tbody thead tfoot colgroup rt rp html head body".split(" "),
);
/** What is inside is text. */
const raw = new Set(["script", "style", "title", "textarea", "xmp", "iframe", "noembed"]);

interface TooDeep {
  /** From 1. */
  line: number;
}

/**
 * Where HTML (or MJML) nests its elements deeper than allowed, or null. In one pass, before anything
 * parses it: parsers walk up the open elements at each tag, which is quadratic in their depth.
 */
function tooDeep(html: string, maxDepth: number = limits.elements): TooDeep | null {
  const open: string[] = [];
  let at = 0;
  for (;;) {
    at = html.indexOf("<", at);
    if (at === -1) return null;
    if (html.startsWith("<!--", at)) {
      at = after(html, "-->", at);
      continue;
    }
    const closes = html[at + 1] === "/";
    const name = nameAt(html, at + (closes ? 2 : 1));
    if (name === "") {
      at++;
      continue;
    }
    const end = endOfTag(html, at + 1);
    if (closes) close(open, name);
    else if (!empty.has(name) && !endsByItself.has(name) && html[end - 2] !== "/") {
      open.push(name);
      if (open.length > maxDepth) return { line: lineOf(html, at) };
    }
    at = !closes && raw.has(name) ? rawEnd(html, name, end, open) : end;
  }
}

/** In words, or null. */
export function nestingError(html: string): string | null {
  const found = tooDeep(html);
  return found === null
    ? null
    : `nests its elements deeper than ${limits.elements} levels, at line ${found.line}`;
}

/** As parsers do: through what is open inside; an end of nothing that is open says nothing. */
function close(open: string[], name: string): void {
  const from = open.lastIndexOf(name);
  if (from !== -1) open.length = from;
}

function nameAt(html: string, from: number): string {
  let to = from;
  while (to < html.length && to - from < 40 && isNameCharacter(html.charCodeAt(to), to === from)) {
    to++;
  }
  return html.slice(from, to).toLowerCase();
}

function isNameCharacter(code: number, first: boolean): boolean {
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return isLetter || (!first && ((code >= 48 && code <= 57) || code === 45 || code === 58));
}

/** Behind the `>` that ends a tag; one in quotes doesn't. */
function endOfTag(html: string, from: number): number {
  let quote = "";
  for (let at = from; at < html.length; at++) {
    const character = html[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if ((character === '"' || character === "'") && html[at - 1] === "=") quote = character;
    else if (character === ">") return at + 1;
  }
  return html.length;
}

/** Of a raw element, where the markup goes on; unclosed, it holds the rest. */
function rawEnd(html: string, name: string, from: number, open: string[]): number {
  const ending = `</${name}`;
  for (let at = from; ;) {
    at = html.indexOf("</", at);
    if (at === -1) return html.length;
    if (html.slice(at, at + ending.length).toLowerCase() === ending) {
      open.pop();
      return endOfTag(html, at);
    }
    at += 2;
  }
}

function after(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from);
  return found === -1 ? html.length : found + what.length;
}

function lineOf(html: string, at: number): number {
  let line = 1;
  for (let next = html.indexOf("\n"); next !== -1 && next < at; next = html.indexOf("\n", next + 1))
    line++;
  return line;
}

/** Where a piece of a document begins and ends. */
export type Token =
  | { kind: "open" | "void"; tag: string; from: number; to: number }
  | { kind: "close"; tag: string; from: number; to: number }
  /** A comment, or Liquid: from its beginning to its end. */
  | { kind: "code"; from: number; to: number };

const nameCharacter = /[A-Za-z0-9:_-]/;

/**
 * The next token from a place on, or null. What is Liquid is stepped over as one, in attributes too,
 * where it may have quotes and `>`. Each search for an end is remembered where it finds none, so that
 * the whole is read in time that grows with its length.
 */
export class Tokens {
  readonly #text: string;
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  next(from: number): Token | null {
    const text = this.#text;
    for (let at = from; at < text.length; at++) {
      const character = text[at];
      if (character === "{") {
        const to = this.liquidEnd(at);
        if (to !== -1) return { kind: "code", from: at, to };
      } else if (character === "<") {
        const token = this.#tag(at);
        if (token !== null) return token;
      }
    }
    return null;
  }

  /** Where `{{ … }}` or `{% … %}` ends that begins here; -1: none does. */
  liquidEnd(at: number): number {
    const second = this.#text[at + 1];
    if (second !== "{" && second !== "%") return -1;
    const end = this.find(second === "{" ? "}}" : "%}", at + 2);
    return end === -1 ? -1 : end + 2;
  }

  find(what: string, from: number): number {
    if (this.#missing.has(what)) return -1;
    const found = this.#text.indexOf(what, from);
    if (found === -1) this.#missing.add(what);
    return found;
  }

  #tag(at: number): Token | null {
    const text = this.#text;
    for (const [begin, end] of enclosed) {
      if (!text.startsWith(begin, at)) continue;
      const found = this.find(end, at + begin.length);
      return found === -1 ? null : { kind: "code", from: at, to: found + end.length };
    }
    const closes = text[at + 1] === "/";
    const begin = at + (closes ? 2 : 1);
    let after = begin;
    while (after < text.length && nameCharacter.test(text[after] ?? "")) after++;
    if (after === begin) return null;
    const tag = text.slice(begin, after);
    const end = this.#tagEnd(after);
    if (end === -1) return null;
    if (closes) return { kind: "close", tag, from: at, to: end };
    return { kind: text[end - 2] === "/" ? "void" : "open", tag, from: at, to: end };
  }

  /** Behind the `>` of a tag: not one in quotes or in Liquid. */
  #tagEnd(from: number): number {
    const text = this.#text;
    let quote = "";
    for (let at = from; at < text.length; at++) {
      const character = text[at] ?? "";
      if (character === "{") {
        const to = this.liquidEnd(at);
        if (to !== -1) at = to - 1;
      } else if (quote !== "") {
        if (character === quote) quote = "";
      } else if (character === '"' || character === "'") {
        if (this.find(character, at + 1) !== -1) quote = character;
      } else if (character === ">") return at + 1;
      else if (character === "<") return -1;
    }
    return -1;
  }
}

const enclosed = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<!", ">"],
] as const;

/**
 * A text that is HTML already: it is written out as it stands, while every other value is escaped.
 * Made only from what a template's author wrote and from values that were escaped.
 *
 * No Drop: the library would take the text out of it before it is written.
 */
export class Markup {
  readonly #source: string;
  /** For `.size` in templates, which reads own properties only. */
  readonly size: number;

  constructor(source: string) {
    this.#source = source;
    this.size = textOf(source).length;
  }

  /** What a reader sees where there are no tags, else the source. */
  get text(): string {
    return textOf(this.#source);
  }

  toString(): string {
    return this.#source;
  }

  toJSON(): string {
    return this.text;
  }

  /** A loop over a text goes through it once. */
  *[Symbol.iterator](): Generator<Markup> {
    if (this.#source !== "") yield this;
  }

  /** For `contains`. */
  indexOf(part: unknown): number {
    const searched = part instanceof Markup ? part.text : String(part);
    const found = this.text.indexOf(searched);
    return found === -1 ? this.#source.indexOf(String(part)) : found;
  }

  // What the library asks of things that compare themselves.
  equals(other: unknown): boolean {
    if (other instanceof Markup) return this.#source === String(other) || this.text === other.text;
    if (hasEquals(other)) return other.equals(this.text);
    return other === this.text || other === this.#source;
  }

  gt(other: unknown): boolean {
    return this.text > compared(other);
  }

  geq(other: unknown): boolean {
    return this.text >= compared(other);
  }

  lt(other: unknown): boolean {
    return this.text < compared(other);
  }

  leq(other: unknown): boolean {
    return this.text <= compared(other);
  }
}

const compared = (other: unknown): string => (other instanceof Markup ? other.text : String(other));

/** `empty` and `blank` know themselves what is. */
function hasEquals(value: unknown): value is { equals(other: unknown): boolean } {
  return typeof value === "object" && value !== null && "equals" in value;
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

export const escapeText = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);

/** What is an entity already stays one. */
export const escapeOnce = (text: string): string =>
  text.replaceAll(/&(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);|[&<>"']/gi, (found) =>
    found.length > 1 ? found : (escapes[found] ?? found),
  );

/** A piece of markup: a tag or comment, one entity, or text between them. */
export interface Segment {
  kind: "tag" | "entity" | "text";
  source: string;
}

/** In one pass, whatever stands in it. */
export function segmentsOf(markup: string): Segment[] {
  const segments: Segment[] = [];
  const text = (source: string): void => {
    for (const [index, part] of source
      .split(/(&(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);)/i)
      .entries()) {
      if (part !== "") segments.push({ kind: index % 2 === 1 ? "entity" : "text", source: part });
    }
  };
  let after = 0;
  for (;;) {
    const begin = markup.indexOf("<", after);
    if (begin === -1) break;
    const closing = markup.startsWith("<!--", begin) ? "-->" : ">";
    const end = markup.indexOf(closing, begin + 1);
    if (end === -1) break;
    text(markup.slice(after, begin));
    after = end + closing.length;
    segments.push({ kind: "tag", source: markup.slice(begin, after) });
  }
  text(markup.slice(after));
  return segments;
}

const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/** The character that an entity stands for; one that is not known stays as it is written. */
export function decoded(entity: string): string {
  const name = entity.slice(1, -1);
  if (!name.startsWith("#")) return Object.hasOwn(named, name) ? (named[name] ?? entity) : entity;
  const hexadecimal = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : entity;
}

function textOf(source: string): string {
  if (!source.includes("&") || source.includes("<")) return source;
  return source.replaceAll(/&(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);/gi, decoded);
}

import type { HtmlLink, MailMarkup } from "./mail-html.ts";
import { collapsed, inAttribute, unquoted } from "./mail-html.ts";
import type { MailOutline, Piece } from "./mail-outline.ts";
import { textOf } from "./plain-text.ts";

const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
};

const decoded = (value: string): string =>
  value.replaceAll(/&(?:amp|lt|gt|quot|#34|#39);/g, (entity) => entities[entity] ?? entity);

/** One mail: an outline with values in their places. */
export class OutlinedMail implements MailMarkup {
  readonly links: readonly HtmlLink[];
  readonly #outline: MailOutline;
  readonly #values: readonly string[];
  /** Where links lead that were led elsewhere. */
  readonly #urls: (string | undefined)[] = [];
  #appended = "";

  constructor(outline: MailOutline, values: readonly string[]) {
    this.#outline = outline;
    this.#values = values;
    this.links = outline.links.map(({ noUtm, noTrack, hasText, ...link }, index) => {
      const text = this.#decoded(link.text);
      return {
        href: this.#decoded(link.href).trim(),
        text: hasText ? collapsed(text) : text.trim(),
        name: link.name && this.#decoded(link.name).trim(),
        noUtm,
        noTrack,
        lead: (url) => (this.#urls[index] = url),
      };
    });
  }

  append(html: string): void {
    this.#appended = html;
  }

  plainText(): string {
    return textOf(
      this.#written(this.#outline.page, (index) => {
        const url = this.#urls[index] ?? this.#decoded(this.#outline.links[index]?.attribute ?? []);
        return inAttribute(url);
      }),
    );
  }

  toString(): string {
    return this.#written(this.#outline.html, (index, original) => {
      const url = this.#urls[index];
      return url === undefined ? this.#written(original, () => "") : `href="${inAttribute(url)}"`;
    });
  }

  #written(all: readonly Piece[], link: (index: number, original: Piece[]) => string): string {
    let written = "";
    for (const piece of all) {
      if (piece.kind === "text") written += piece.text;
      else if (piece.kind === "value") {
        const value = this.#value(piece.index);
        written += piece.isUnquoted ? unquoted(value) : value;
      } else if (piece.kind === "link") written += link(piece.index, piece.original);
      else written += this.#appended;
    }
    return written;
  }

  #decoded(all: readonly Piece[]): string {
    let text = "";
    for (const piece of all) {
      if (piece.kind === "text") text += piece.text;
      else if (piece.kind === "value") text += decoded(this.#value(piece.index));
    }
    return text;
  }

  #value(index: number): string {
    const value = this.#values[index];
    if (value === undefined) throw new Error(`the outline has no value ${index}`);
    return value;
  }
}

import type { Segment } from "./markup.ts";
import { decoded, Markup, segmentsOf } from "./markup.ts";

/** What filters do that count or cut characters: in markup an entity is one, and a tag is none. */

/** Markup in single characters, entities and tags. */
export function visible(markup: Markup): Segment[] {
  return segmentsOf(String(markup)).flatMap((segment) =>
    segment.kind === "text"
      ? Array.from(segment.source).map((source) => ({ kind: "text" as const, source }))
      : [segment],
  );
}

const isCharacter = ({ kind }: Segment): boolean => kind !== "tag";

const sourceOf = (atoms: readonly Segment[]): string => atoms.map(({ source }) => source).join("");

/** The characters from one place to another, and all tags, so that each is closed. */
function between(atoms: readonly Segment[], from: number, to: number): Segment[] {
  let at = 0;
  return atoms.filter((atom) => {
    if (!isCharacter(atom)) return true;
    at++;
    return at > from && at <= to;
  });
}

export function truncated(markup: Markup, length: number, end: Markup): Markup {
  const atoms = visible(markup);
  if (atoms.filter(isCharacter).length <= length) return markup;
  const kept = Math.max(length - visible(end).filter(isCharacter).length, 0);
  return ended(atoms, kept, end);
}

/** The first characters, the end behind the last of them, then the tags that are left. */
function ended(atoms: readonly Segment[], kept: number, end: Markup): Markup {
  let seen = 0;
  const place = atoms.findIndex((atom) => isCharacter(atom) && ++seen > kept);
  const at = place === -1 ? atoms.length : place;
  const rest = atoms.slice(at).filter((atom) => !isCharacter(atom));
  return new Markup(`${sourceOf(atoms.slice(0, at))}${end.toString()}${sourceOf(rest)}`);
}

/** As the library does it: the end is also put behind a text of just so many words. */
export function cutWords(markup: Markup, words: number, end: Markup): Markup {
  const atoms = visible(markup);
  let count = 0;
  let inWord = false;
  let characters = 0;
  let kept: number | undefined;
  for (const { kind, source } of atoms) {
    if (kind === "tag") continue;
    const isBlank = /\s/.test(kind === "entity" ? decoded(source) : source);
    if (isBlank && inWord && count >= Math.max(words, 1)) kept ??= characters;
    if (!isBlank && !inWord) count++;
    inWord = !isBlank;
    characters++;
  }
  if (count < Math.max(words, 1)) return markup;
  return ended(atoms, kept ?? characters, end);
}

export function sliced(markup: Markup, begin: number, length: number): Markup {
  const atoms = visible(markup);
  const from = begin < 0 ? atoms.filter(isCharacter).length + begin : begin;
  if (from < 0 || length < 0) return new Markup("");
  return new Markup(sourceOf(between(atoms, from, from + length)));
}

/** Takes characters off its ends, blanks where none are named; it ends at a tag. */
export function stripped(markup: Markup, side: "start" | "end" | "both", chars: string): Markup {
  const atoms = visible(markup);
  const wanted = new Set(chars);
  const goes = ({ kind, source }: Segment): boolean => {
    if (kind === "tag") return false;
    const character = kind === "entity" ? decoded(source) : source;
    return chars === "" ? character.trim() === "" : wanted.has(character);
  };
  let from = 0;
  let to = atoms.length;
  const first = atoms.findIndex((atom) => !goes(atom));
  if (side !== "end") from = first === -1 ? to : first;
  if (side !== "start") to = Math.max(atoms.findLastIndex((atom) => !goes(atom)) + 1, from);
  return new Markup(sourceOf(atoms.slice(from, to)));
}

export function capitalized(markup: Markup): Markup {
  let isFirst = true;
  const atoms = visible(markup).map((atom) => {
    if (atom.kind === "tag") return atom;
    const source = isFirst ? atom.source.toUpperCase() : atom.source.toLowerCase();
    isFirst = false;
    return atom.kind === "entity" ? atom : { ...atom, source };
  });
  return new Markup(sourceOf(atoms));
}

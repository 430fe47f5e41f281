import { decoded, escapeOnce, escapeText, Markup, segmentsOf } from "./markup.ts";
import type { Rules } from "./values.ts";
import { asMarkup, isMarkup, textIn, withoutMarkup, written } from "./values.ts";
import { capitalized, cutWords, sliced, stripped, truncated, visible } from "./visible-text.ts";

/**
 * What each filter does that makes markup, or is given some. `text` is the library's own, for
 * values that are text throughout. A filter that is not here gets markup as the text that a reader
 * sees, and what it gives is text: whatever is forgotten is escaped.
 */
export const markupRules: Rules = {
  // These make markup of anything.
  raw: ([value]) => new Markup(written(value)),
  escape: ([value]) => escaped(value),
  xml_escape: ([value]) => escaped(value),
  escape_once: ([value]) => new Markup(escapeOnce(written(value))),
  newline_to_br: ([value]) =>
    betweenTags(asMarkup(value), (text) => text.replaceAll(/\r?\n/g, "<br />\n")),
  // It reads HTML, so that what is left is HTML without tags: its entities mean what they say.
  strip_html: ([value], text) => new Markup(escapeOnce(String(text(written(value))))),

  // These leave markup what it is.
  upcase: whereMarkup(([value]) => betweenTags(value, (text) => text.toUpperCase())),
  downcase: whereMarkup(([value]) => betweenTags(value, (text) => text.toLowerCase())),
  capitalize: whereMarkup(([value]) => capitalized(value)),
  strip: whereMarkup(([value, chars]) => stripped(value, "both", textIn(chars))),
  lstrip: whereMarkup(([value, chars]) => stripped(value, "start", textIn(chars))),
  rstrip: whereMarkup(([value, chars]) => stripped(value, "end", textIn(chars))),
  squish: whereMarkup(([value]) => new Markup(String(value).replaceAll(/\s+/g, " ").trim())),
  normalize_whitespace: whereMarkup(([value]) => new Markup(String(value).replaceAll(/\s+/g, " "))),
  strip_newlines: whereMarkup(([value]) => new Markup(String(value).replaceAll(/\r?\n/g, ""))),
  truncate: whereMarkup(([value, length = 50, end = "..."]) =>
    truncated(value, Number(length), asMarkup(end)),
  ),
  truncatewords: whereMarkup(([value, words = 15, end = "..."]) =>
    cutWords(value, Number(words), asMarkup(end)),
  ),
  slice: whereMarkup(([value, begin, length = 1]) => sliced(value, Number(begin), Number(length))),

  // These put texts and markup together: what is text is escaped, and the whole is markup.
  append: withAny(([value, end]) => together(value, end)),
  prepend: withAny(([value, begin]) => together(begin, value)),
  join: withAny(([list, between = " "]) => joined(list, asMarkup(between).toString())),
  array_to_sentence_string: withAny(([list, and = "and"]) => sentence(list, asMarkup(and))),
  replace: withAny(([value, part, by]) => replaced(value, part, by, "all")),
  replace_first: withAny(([value, part, by]) => replaced(value, part, by, "first")),
  replace_last: withAny(([value, part, by]) => replaced(value, part, by, "last")),
  remove: withAny(([value, part]) => replaced(value, part, "", "all")),
  remove_first: withAny(([value, part]) => replaced(value, part, "", "first")),
  remove_last: withAny(([value, part]) => replaced(value, part, "", "last")),
  split: whereMarkup(([value, part]) => pieces(value, part)),

  // A fallback is what it was.
  default: ([value, fallback, ...options], text) => {
    if (!isMarkup(value)) return text(value, fallback, ...options);
    return String(value) === "" ? fallback : value;
  },
};

type Rule = Rules[string];

/** A rule for a value that is markup; a list with some in it is what it comes to when it is written. */
function whereMarkup(rule: (given: [Markup, ...unknown[]]) => unknown): Rule {
  return ([value, ...rest], text) => {
    const one = Array.isArray(value) && value.some(isMarkup) ? asMarkup(value) : value;
    return isMarkup(one) ? rule([one, ...rest]) : text(one, ...rest.map(withoutMarkup));
  };
}

/** A rule for where any of the values is markup. */
function withAny(rule: (given: unknown[]) => unknown): Rule {
  return (given, text) =>
    given.some((one) => isMarkup(one) || (Array.isArray(one) && one.some(isMarkup)))
      ? rule(given)
      : text(...given);
}

/** Once: what was escaped is not escaped again, and tags that were markup are shown. */
const escaped = (value: unknown): Markup =>
  isMarkup(value) ? new Markup(escapeOnce(String(value))) : new Markup(escapeText(written(value)));

function betweenTags(markup: Markup, change: (text: string) => string): Markup {
  const parts = segmentsOf(String(markup)).map(({ kind, source }) =>
    kind === "text" ? change(source) : source,
  );
  return new Markup(parts.join(""));
}

const together = (one: unknown, other: unknown): Markup => asMarkup([one, other]);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const joined = (list: unknown, between: string): Markup =>
  new Markup(
    listOf(list)
      .map((one) => asMarkup(one).toString())
      .join(between),
  );

function sentence(list: unknown, and: Markup): Markup {
  const all = listOf(list).map((one) => asMarkup(one).toString());
  const last = all.pop() ?? "";
  if (all.length === 0) return new Markup(last);
  return new Markup(`${all.join(", ")}${all.length > 1 ? "," : ""} ${and.toString()} ${last}`);
}

/**
 * A part that is markup, or begins with a tag, is looked for in the source. Any other is text: it is
 * looked for between tags, so that nothing breaks a tag open.
 */
const isSource = (part: unknown): boolean => isMarkup(part) || textIn(part).startsWith("<");

type Which = "all" | "first" | "last";

function replaced(value: unknown, part: unknown, by: unknown, which: Which): Markup {
  const replacement = asMarkup(by).toString();
  if (!isMarkup(value)) {
    const found = splitText(written(value), textIn(part), which);
    return new Markup(found.map(escapeText).join(replacement));
  }
  const found = isSource(part)
    ? splitText(String(value), String(part), which)
    : splitVisible(value, textIn(part), which);
  return new Markup(found.join(replacement));
}

function pieces(value: Markup, part: unknown): Markup[] {
  const found = isSource(part)
    ? splitText(String(value), String(part), "all")
    : splitVisible(value, textIn(part), "all");
  while (found.at(-1) === "") found.pop();
  return found.map((piece) => new Markup(piece));
}

function splitText(text: string, part: string, which: Which): string[] {
  if (which === "all") return text.split(part);
  const at = which === "first" ? text.indexOf(part) : text.lastIndexOf(part);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + part.length)];
}

/** The source, split where its visible text has the part. */
function splitVisible(value: Markup, part: string, which: Which): string[] {
  const atoms = visible(value);
  const shown = atoms.map(({ kind, source }) => (kind === "entity" ? decoded(source) : source));
  const wanted = Array.from(part);
  const isAt = (at: number): boolean =>
    wanted.every((one, index) => atoms[at + index]?.kind !== "tag" && shown[at + index] === one);
  const places: number[] = [];
  for (let at = 0; at + wanted.length <= atoms.length;) {
    const found = wanted.length > 0 ? isAt(at) : at > 0;
    if (found) places.push(at);
    at += found ? Math.max(wanted.length, 1) : 1;
  }
  const chosen = which === "all" ? places : places.slice(...(which === "first" ? [0, 1] : [-1]));
  const found: string[] = [];
  let after = 0;
  for (const place of chosen) {
    found.push(sourceOf(after, place));
    after = place + wanted.length;
  }
  return [...found, sourceOf(after, atoms.length)];

  function sourceOf(from: number, to: number): string {
    return atoms
      .slice(from, to)
      .map(({ source }) => source)
      .join("");
  }
}

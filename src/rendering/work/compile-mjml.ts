import mjml2html from "mjml";
import { templateError } from "../../domain/template.ts";
import { replaceComments } from "./comments.ts";
import { commentsBetweenComponents } from "./mjml-places.ts";
import { replaceLiquid } from "./replace-liquid.ts";

/** What became of MJML, and what keeps it from being sent. */
export interface CompiledMjml {
  html: string;
  problems: string[];
}

/**
 * MJML to HTML, once, when a version is published. Liquid in it is kept out of MJML's hands: it
 * may stand in attributes with its quotes, and what MJML would drop silently (a loop between two
 * components, a file to include) is told. What stands in a comment is no content.
 */
export async function compileMjml(mjml: string): Promise<CompiledMjml> {
  const word = unusedWord(mjml);
  const placeholder = new RegExp(`${word}(\\d+)q`, "g");
  const tokensIn = (text: string): number[] =>
    [...text.matchAll(placeholder)].map(([, index]) => Number(index));
  const tokens: string[] = [];
  const hidden = replaceLiquid(mjml, (liquid) => {
    tokens.push(liquid);
    return `${word}${tokens.length - 1}q`;
  });
  const shown = (text: string): string =>
    text.replaceAll(placeholder, (_, index: string) => tokens[Number(index)] ?? "");
  // A tag of Liquid that reaches from one comment to another is a loop or a condition all the same.
  const between = commentsBetweenComponents(hidden);
  const opened = replaceComments(hidden, (comment, at) => {
    const within = tokensIn(comment);
    const isPartial = within.length > 0 && templateError(shown(comment)) !== null;
    return isPartial && between.has(at)
      ? `<mj-raw>${within.map((index) => `${word}${index}q`).join("")}</mj-raw>`
      : comment;
  });
  const compiled = await compiledOf(opened);
  if (compiled.html === null) return { html: "", problems: compiled.problems };
  const kept = new Set(tokensIn(compiled.html));
  const read = withoutUnread(opened);
  const places = new Map(
    [...read.matchAll(placeholder)].map(({ index, 1: token }) => [Number(token), index]),
  );
  const problems = compiled.problems.filter((message) => !message.includes(word));
  for (const [index, liquid] of tokens.entries()) {
    const place = places.get(index);
    if (kept.has(index) || place === undefined || isComment(liquid)) continue;
    const why = isInTag(read, place)
      ? "MJML reckons with this attribute: it can't be a variable"
      : "MJML takes no text there; put it into <mj-raw>";
    problems.push(`${liquid} would be lost: ${why}`);
  }
  return { html: shown(compiled.html), problems };
}

const defaults = { opening: "<mj-attributes", closing: "</mj-attributes>" };

/** Without comments, and the defaults of attributes: of those that nothing takes there is no loss. */
function withoutUnread(mjml: string): string {
  const uncommented = replaceComments(mjml, () => "");
  const [before = "", ...rest] = uncommented.split(defaults.opening);
  return rest.reduce((read, part) => {
    const end = part.indexOf(defaults.closing);
    return read + (end === -1 ? part : part.slice(end));
  }, before);
}

async function compiledOf(
  mjml: string,
): Promise<{ html: string; problems: string[] } | { html: null; problems: string[] }> {
  try {
    // No file is read, and no font fetched from elsewhere unless an <mj-font> asks for it.
    const options = { keepComments: false, fonts: {}, ignoreIncludes: true };
    const { html, errors } = await mjml2html(mjml, { validationLevel: "soft", ...options });
    const problems = errors
      .map(({ line, tagName, message }) => `line ${line}, ${tagName}: ${message}`)
      .concat(includesIn(mjml));
    return { html, problems };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      html: null,
      problems: [`the MJML can't be read: ${message.split("\n")[0] ?? ""}`],
    };
  }
}

function includesIn(mjml: string): string[] {
  const uncommented = replaceComments(mjml, (comment) => comment.replaceAll(/[^\n]/g, " "));
  return uncommented
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(/<mj-include\b/gi)].map(
        () =>
          `line ${index + 1}, mj-include: no file is read here; put its content in this place, or into a partial: <mj-raw>{% render "name" %}</mj-raw>`,
      ),
    );
}

const isInTag = (mjml: string, at: number): boolean =>
  mjml.lastIndexOf("<", at) > mjml.lastIndexOf(">", at);

const isComment = (liquid: string): boolean => /^\{%-?\s*(?:comment\b|#)/.test(liquid);

/** A word for placeholders that the text does not have itself. */
function unusedWord(text: string): string {
  let word = "lqd";
  while (text.includes(word)) word += "x";
  return word;
}

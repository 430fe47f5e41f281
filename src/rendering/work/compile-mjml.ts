import mjml2html from "mjml";
import { templateError } from "../../domain/template.ts";
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
  const opened = hidden.replaceAll(comment, (whole, content: string, at: number) => {
    const isPartial = tokensIn(content).length > 0 && templateError(shown(content)) !== null;
    return isPartial && isBetweenComponents(hidden, at)
      ? `<mj-raw>${tokensIn(content)
          .map((index) => `${word}${index}q`)
          .join("")}</mj-raw>`
      : whole;
  });
  const compiled = await compiledOf(opened);
  if (compiled.html === null) return { html: "", problems: compiled.problems };
  const kept = new Set(tokensIn(compiled.html));
  const unheard = new Set([...opened.matchAll(unread)].flatMap(([part]) => tokensIn(part)));
  const problems = compiled.problems.filter((message) => !message.includes(word));
  for (const [index, liquid] of tokens.entries()) {
    if (kept.has(index) || unheard.has(index) || isComment(liquid)) continue;
    const why = isInTag(opened, opened.indexOf(`${word}${index}q`))
      ? "MJML reckons with this attribute: it can't be a variable"
      : "MJML takes no text there; put it into <mj-raw>";
    problems.push(`${liquid} would be lost: ${why}`);
  }
  return { html: shown(compiled.html), problems };
}

/** Comments, and the defaults of attributes: of those that nothing takes there is no loss. */
const unread = /<!--[\s\S]*?-->|<mj-attributes\b[\s\S]*?<\/mj-attributes>/g;
const comment = /<!--([\s\S]*?)-->/g;

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
  const uncommented = mjml.replaceAll(comment, (whole) => whole.replaceAll(/[^\n]/g, " "));
  return [...uncommented.matchAll(/<mj-include\b/gi)].map(({ index }) => {
    const line = uncommented.slice(0, index).split("\n").length;
    return `line ${line}, mj-include: no file is read here; put its content in this place, or into a partial: <mj-raw>{% render "name" %}</mj-raw>`;
  });
}

/** MJML keeps what stands inside of these as it is, comments too. */
const isEnding =
  /^mj-(?:accordion-text|accordion-title|button|navbar-link|preview|raw|social-element|style|table|text|title)$/;

/** Whether a place is inside of the document, and in no component that takes HTML. */
function isBetweenComponents(mjml: string, at: number): boolean {
  let inside = false;
  let ending = "";
  for (const [, slash, name = "", rest = ""] of mjml
    .slice(0, at)
    .replaceAll(comment, "")
    .matchAll(/<(\/?)(mj[\w-]*)([^>]*)>/g)) {
    if (ending !== "") {
      if (slash === "/" && name === ending) ending = "";
    } else if (slash === "" && isEnding.test(name) && !rest.endsWith("/")) ending = name;
    else if (name === "mjml") inside = slash === "";
  }
  return inside && ending === "";
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

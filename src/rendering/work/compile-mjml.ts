import mjml2html from "mjml";
import { replaceLiquid } from "./replace-liquid.ts";

/**
 * MJML to HTML, once, when a version is published. Liquid in it is kept out of MJML's hands: it
 * may stand in attributes with its quotes, and what MJML would drop silently (a loop between two
 * components) is told.
 */
export async function compileMjml(mjml: string): Promise<{ html: string; problems: string[] }> {
  const liquid: string[] = [];
  const hidden = replaceLiquid(mjml, (token) => {
    liquid.push(token);
    return placeholder(liquid.length - 1);
  });
  let compiled: Awaited<ReturnType<typeof mjml2html>>;
  try {
    // No file is read, and no font fetched from elsewhere unless an <mj-font> asks for it.
    const options = { keepComments: false, fonts: {}, ignoreIncludes: true };
    compiled = await mjml2html(hidden, { validationLevel: "soft", ...options });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { html: "", problems: [`the MJML can't be read: ${message.split("\n")[0] ?? ""}`] };
  }
  const { html, errors } = compiled;
  const problems = errors
    // What a variable will be, MJML can't check.
    .filter(({ message }) => message.search(hiddenToken) === -1)
    .map(({ line, tagName, message }) => `line ${line}, ${tagName}: ${message}`);
  const shownTokens = new Set([...html.matchAll(hiddenToken)].map(([, index]) => Number(index)));
  for (const [index, token] of liquid.entries()) {
    if (shownTokens.has(index)) continue;
    problems.push(`${token} would be lost: MJML takes no text there; put it into <mj-raw>`);
  }
  const shown = html.replaceAll(hiddenToken, (_, index: string) => liquid[Number(index)] ?? "");
  return { html: shown, problems };
}

const placeholder = (index: number): string => `lqd${index}dql`;
const hiddenToken = /lqd(\d+)dql/g;

import mjml2html from "mjml";

/**
 * MJML to HTML, once, when a version is published. Liquid in it is kept out of MJML's hands: it
 * may stand in attributes with its quotes, and what MJML would drop silently (a loop between two
 * components) is told.
 */
export async function compileMjml(mjml: string): Promise<{ html: string; problems: string[] }> {
  const { hidden, liquid } = hideLiquid(mjml);
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
    .filter(({ message }) => !/lqd\d+dql/.test(message))
    .map(({ line, tagName, message }) => `line ${line}, ${tagName}: ${message}`);
  const shownTokens = new Set([...html.matchAll(hiddenToken)].map(([, index]) => Number(index)));
  for (const [index, token] of liquid.entries()) {
    if (shownTokens.has(index)) continue;
    problems.push(`${token} would be lost: MJML takes no text there; put it into <mj-raw>`);
  }
  const shown = html.replaceAll(hiddenToken, (_, index: string) => liquid[Number(index)] ?? "");
  return { html: shown, problems };
}

/** In one pass: what is not closed is no Liquid, and its end is looked for once. */
function hideLiquid(mjml: string): { hidden: string; liquid: string[] } {
  const opening = /\{[{%]/g;
  const unclosed = new Set<string>();
  const liquid: string[] = [];
  const parts: string[] = [];
  let at = 0;
  for (let found = opening.exec(mjml); found !== null; found = opening.exec(mjml)) {
    const ending = found[0] === "{{" ? "}}" : "%}";
    const end = unclosed.has(ending) ? -1 : mjml.indexOf(ending, found.index + 2);
    if (end === -1) {
      unclosed.add(ending);
      opening.lastIndex = found.index + 1;
      continue;
    }
    parts.push(mjml.slice(at, found.index), placeholder(liquid.length));
    at = end + 2;
    liquid.push(mjml.slice(found.index, at));
    opening.lastIndex = at;
  }
  return { hidden: [...parts, mjml.slice(at)].join(""), liquid };
}

const placeholder = (index: number): string => `lqd${index}dql`;
const hiddenToken = /lqd(\d+)dql/g;

import { Liquid } from "liquidjs";

const limits = { parseLimit: 1_000_000, renderLimit: 2_000, memoryLimit: 50_000_000 };
const shared = { ownPropertyOnly: true, strictFilters: true, relativeReference: false, ...limits };

/** Two engines with one language: values in HTML are escaped unless marked `| raw`. */
const engines = {
  html: new Liquid({ ...shared, outputEscape: "escape" }),
  text: new Liquid(shared),
};

/** A fault of a Liquid template in words, or null. */
export function templateProblem(template: string): string | null {
  try {
    engines.text.parse(template);
    return null;
  } catch (error) {
    return `the template can't be read: ${(error as Error).message.split("\n")[0] ?? ""}`;
  }
}

/**
 * Renders a Liquid template. Missing variables are empty; only own properties are seen.
 * @throws when the template is faulty or takes more than its limits (2 s, 50 MB).
 */
export function renderTemplate(kind: "html" | "text", template: string, facts: object): string {
  return engines[kind].parseAndRenderSync(template, facts) as string;
}

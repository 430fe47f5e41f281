import type { Template } from "liquidjs";
import { Liquid, UndefinedVariableError } from "liquidjs";
import { LRUCache } from "lru-cache";
import { hasLiquid } from "./has-liquid.ts";
import { registerDateFilters } from "./liquid-dates.ts";
import { knowFallbacks } from "./liquid/fallbacks.ts";
import { HtmlLiquid } from "./liquid/html-engine.ts";
import type { RenderedParts } from "./liquid/value-marks.ts";
import { takenApart } from "./liquid/value-marks.ts";
import type { TemplatePartial } from "./message-content.ts";
import { sayMessage } from "./sentences/message-sentences.ts";

export type TemplateKind = "html" | "text";

/** Characters, milliseconds, and bytes or what the library takes for them. */
const limits = { parseLimit: 1_000_000, renderLimit: 2_000, memoryLimit: 50_000_000 };
const shared = {
  ownPropertyOnly: true,
  strictFilters: true,
  relativeReference: false,
  ...limits,
  // With strict variables, `{% if x %}` and `{{ x | default: … }}` still deal with a missing x.
  lenientIf: true,
  // Partials are parsed once, too.
  cache: true,
};

/** Two engines with one language: values in HTML are escaped unless they are markup. */
function enginesWith(partials: Record<string, TemplatePartial>): Record<TemplateKind, Liquid> {
  const named = (pick: (partial: TemplatePartial) => string): Record<string, string> =>
    Object.fromEntries(Object.entries(partials).map(([name, partial]) => [name, pick(partial)]));
  const html = new HtmlLiquid({ ...shared, templates: named((partial) => partial.html) });
  const text = new Liquid({
    ...shared,
    templates: named((partial) => partial.text ?? partial.html),
  });
  for (const engine of [html, text]) {
    knowFallbacks(engine);
    registerDateFilters(engine);
  }
  return { html, text };
}

/** A variable that a template needs and that is not there, rendered with `missing: "fail"`. */
export class MissingVariable extends Error {
  readonly variable: string;

  constructor(variable: string) {
    super(sayMessage("noVariable", { variable }));
    this.name = "MissingVariable";
    this.variable = variable;
  }
}

/**
 * What was parsed last, of all sets of partials together: templates are few, renderings many, and a
 * parsed template takes some twenty times its own length.
 */
const parsed = new LRUCache<string, Template[]>({ max: 500, maxSize: 2_000_000 });
let sets = 0;

/** Liquid with one set of partials. */
export class Templates {
  readonly #engines: Record<TemplateKind, Liquid>;
  readonly #set = sets++;

  constructor(partials: Record<string, TemplatePartial> = {}) {
    this.#engines = enginesWith(partials);
  }

  /**
   * Renders a template; only own properties are seen.
   * @throws MissingVariable with `missing: "fail"`, for a variable that is absent, null or empty
   * and that no `default` or `if` deals with
   * @throws when the template is faulty or takes more than its limits (2 s, 50 MB)
   */
  render(
    kind: TemplateKind,
    template: string,
    facts: object,
    missing: "empty" | "fail" = "empty",
  ): string {
    const strict = missing === "fail";
    try {
      // As globals, so that partials see them too.
      return this.#engines[kind].renderSync(
        this.#parse(kind, template),
        {},
        { globals: strict ? withoutEmpty(facts) : facts, strictVariables: strict },
      ) as string;
    } catch (error) {
      throw strict && UndefinedVariableError.is(error) ? new MissingVariable(nameIn(error)) : error;
    }
  }

  /** HTML as `render` makes it, its values apart; null where they can't be told from the rest. */
  htmlParts(
    template: string,
    facts: object,
    missing: "empty" | "fail" = "empty",
  ): RenderedParts | null {
    return takenApart(() => this.render("html", template, facts, missing));
  }

  /** The value itself of a template that is one bare variable, such as a list; else its text. */
  value(template: string, facts: object): unknown {
    const bare = /^\s*\{\{-?\s*((?:[\w.[\]-]|"[^"]*"|'[^']*')+)\s*-?\}\}\s*$/.exec(template)?.[1];
    return bare === undefined
      ? this.render("text", template, facts)
      : this.#engines.text.evalValueSync(bare, facts);
  }

  #parse(kind: TemplateKind, template: string): Template[] {
    const key = `${this.#set} ${kind}\n${template}`;
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const made = this.#engines[kind].parse(template);
    parsed.set(key, made, { size: template.length + 1 });
    return made;
  }
}

/** The variable's name stands in the error alone: "undefined variable: contact.city, line:1, col:4". */
function nameIn({ message }: UndefinedVariableError): string {
  return /undefined variable: ([^\s,]+)/.exec(message)?.[1] ?? "variable";
}

/** What is null or empty is as good as missing. Dates and the like don't occur in facts. */
function withoutEmpty(value: object): object {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]: [string, unknown]) =>
      entry === null || entry === undefined || entry === ""
        ? []
        : [[name, withoutEmptyBelow(entry)]],
    ),
  );
}

function withoutEmptyBelow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyBelow);
  return typeof value === "object" && value !== null ? withoutEmpty(value) : value;
}

const plain = new Templates();

// It writes into what it is given.
const parser = new Liquid({ ...shared });

/** A fault of a Liquid template in words, or null. */
export function templateError(template: string): string | null {
  if (!hasLiquid(template)) return null;
  try {
    parser.parse(template);
    return null;
  } catch (error) {
    if (isTooDeep(error)) throw error;
    return `the template can't be read: ${(error as Error).message.split("\n")[0] ?? ""}`;
  }
}

/**
 * Renders a Liquid template without partials. Missing variables are empty; only own properties are
 * seen.
 * @throws when the template is faulty or takes more than its limits (2 s, 50 MB).
 */
export function renderTemplate(kind: TemplateKind, template: string, facts: object): string {
  return plain.render(kind, template, facts);
}

/** Parsers and renderers call themselves at each level; engines put their own words around that. */
export function isTooDeep(error: unknown): boolean {
  return error instanceof Error && error.message.includes("Maximum call stack size exceeded");
}

/** Which of Liquid's own limits an error tells of, and in which words; null for any other. */
export function liquidLimit(
  error: unknown,
): { limit: "time" | "memory" | "size"; message: string } | null {
  const [, resource = ""] =
    /^(template render|memory alloc|parse length) limit exceeded/.exec(
      error instanceof Error ? error.message : "",
    ) ?? [];
  switch (resource) {
    case "template render":
      return {
        limit: "time",
        message: `its Liquid takes longer than ${limits.renderLimit / 1_000} seconds`,
      };
    case "memory alloc":
      return {
        limit: "memory",
        message: `its Liquid needs more than ${limits.memoryLimit / 1_000_000} MB`,
      };
    case "parse length":
      return {
        limit: "size",
        message: `its Liquid has more than ${limits.parseLimit} characters`,
      };
    default:
      return null;
  }
}

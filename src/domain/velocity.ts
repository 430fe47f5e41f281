import { Compile, parse } from "velocityjs";
import { LRUCache } from "lru-cache";
import { isTooDeep } from "./template.ts";
import { callMethod, isOwn, VelocityRefused } from "./velocity-methods.ts";

type Ast = ReturnType<typeof parse>[number];

/** What one rendering may cost: a node of the template 10, a character that it makes or reads 1. */
const budget = 5_000_000;
const maxRangeLength = 10_000;

/**
 * The library's interpreter in bounds. It sees the own properties of plain data and the methods of
 * velocity-methods.ts, so that no template reaches a prototype, a constructor or a function; and all
 * that it does is paid from one budget, so that none runs long or fills the memory, without a clock.
 */
class Bounded extends Compile {
  #left = budget;

  override renderAstList(asts?: Ast[], contextId?: string): string {
    const all = asts ?? this.asts;
    for (const ast of all as (Ast | string)[]) {
      this.#spend(typeof ast === "string" ? 10 + ast.length : 10);
    }
    return super.renderAstList(all, contextId);
  }

  protected override getReferences(ast: Ast, isVal?: boolean): string {
    const value: unknown = super.getReferences(ast, isVal);
    this.#spend(10);
    // It is about to be written out.
    if (isVal) this.#weigh(value);
    return value as string;
  }

  protected override getLiteral(ast: Ast): string {
    this.#spend(10);
    const { type, isRange, value } = ast as { type?: string; isRange?: boolean; value?: unknown };
    if (type === "array" && isRange) {
      const [from = 0, to = 0] = (value as unknown[]).map((end) =>
        Number(typeof end === "object" ? this.getReferences(end as Ast) : end),
      );
      if (Math.abs(to - from) > maxRangeLength) {
        throw new VelocityRefused(`a range has more than ${maxRangeLength} numbers`);
      }
      this.#spend(10 * Math.abs(to - from));
    }
    return super.getLiteral(ast);
  }

  protected override setValue(ast: Parameters<Compile["setValue"]>[0]): void {
    const [target] = ast.equal;
    const [step, ...further] = target.path ?? [];
    // Further down, what is set might not be the template's own; a list's length might be anything.
    if (further.length > 0 || (step && (step.type !== "property" || step.id === "length"))) {
      throw new VelocityRefused("#set sets a variable or one entry of a map by its name, no more");
    }
    super.setValue(ast);
  }

  protected override evalStr(text: string): string {
    this.#spend(20 * text.length);
    return super.evalStr(text);
  }

  /** Sums and joined texts. */
  protected override getExpression(ast: Ast): string {
    this.#spend(10);
    const value: unknown = super.getExpression(ast);
    if (typeof value === "string") this.#spend(value.length);
    return value as string;
  }

  /** The template's own macros, and `#stop`; not what every object inherits, and no `#eval`. */
  protected override getMacro(ast: Ast, body?: string): string {
    const name = (ast as { id: string }).id;
    if (name !== "stop" && !Object.hasOwn(this.macrosStore, name)) return "";
    const call: Call = super.getMacro;
    return call.call(this, ast, body);
  }

  /** Of a macro, the body; a text as a template would be code that comes with the data. */
  protected override eval(body: string | Ast[], local?: object, contextId?: string): string {
    if (!Array.isArray(body)) throw new VelocityRefused("a text is no template");
    const evaluate = super.eval as unknown as Evaluate;
    return evaluate.call(this, body, local, contextId);
  }

  /** By this name the library looks up `.name`, `[index]` and `.method()`. */
  getAttributes(step: Step, base: unknown): unknown {
    this.#spend(10);
    if (base === null || base === undefined) return undefined;
    if (step.type === "method") {
      const values: unknown[] = (step.args || []).map((one) => this.getLiteral(one));
      for (const value of [base, ...values])
        if (typeof value === "string") this.#spend(value.length);
      const result = callMethod(base, step.id, values);
      if (typeof result === "string") this.#spend(result.length);
      else if (Array.isArray(result)) this.#spend(10 * result.length);
      return result;
    }
    const key: unknown = step.type === "property" ? step.id : this.getLiteral(step.id);
    if (typeof key !== "string" && typeof key !== "number") return undefined;
    const name = String(key);
    return isOwn(base, name) ? (base as Record<string, unknown>)[name] : undefined;
  }

  /** `$name()`: there are no functions. */
  getPropMethod(): undefined {
    return undefined;
  }

  #spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) throw new VelocityRefused("the template takes too long or makes too much");
  }

  #weigh(value: unknown): void {
    this.#spend(typeof value === "string" ? value.length : 10);
    if (typeof value !== "object" || value === null) return;
    for (const [name, entry] of Object.entries(value)) {
      this.#spend(name.length);
      this.#weigh(entry);
    }
  }
}

/** As they are: their declarations leave parameters out. */
type Evaluate = (this: Bounded, body: Ast[], local?: object, contextId?: string) => string;

type Call = (this: Bounded, ast: Ast, body?: string) => string;

type Step =
  | { type: "method"; id: string; args?: Ast[] | false }
  | { type: "property"; id: string }
  | { type: "index"; id: Ast };

const parsed = new LRUCache<string, Ast[]>({ max: 500, maxSize: 2_000_000 });

function parseOnce(template: string): Ast[] {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  const asts = parse(template);
  parsed.set(template, asts, { size: template.length + 1 });
  return asts;
}

/** A fault of a Velocity template in words, or null. */
export function velocityError(template: string): string | null {
  try {
    parseOnce(template);
    return null;
  } catch (error) {
    if (isTooDeep(error)) throw error;
    const message = (error as Error).message.split("\n").slice(0, 1).join("");
    return `the Velocity template can't be read: ${message}`;
  }
}

/**
 * Renders a Velocity template. A variable without a value is empty, with `$` as with `$!`; in HTML,
 * values are escaped.
 * @throws VelocityRefused, or when the template is faulty
 */
export function renderVelocity(
  kind: "html" | "text",
  template: string,
  known: Record<string, unknown>,
): string {
  const context = plain(known) as Record<string, unknown>;
  const interpreter = new Bounded(parseOnce(template), { escape: kind === "html" });
  try {
    return interpreter.render(context, {}, true);
  } catch (error) {
    // The library puts its own words around what a macro throws.
    if (!(error instanceof RangeError)) throw error;
    throw new VelocityRefused("the template calls itself, or nests too deep");
  }
}

/** A copy, as templates change what they get: of data alone, and without prototypes. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  // It would be written out as "null".
  if (value === null || typeof value === "function") return undefined;
  if (typeof value !== "object") return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [name, entry] of Object.entries(value)) copy[name] = plain(entry);
  return copy;
}

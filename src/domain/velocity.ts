import { Compile, parse } from "velocityjs";
import { LRUCache } from "lru-cache";
import { isTooDeep } from "./template.ts";
import { escapeText } from "./liquid/markup.ts";
import { callMethod, isOwn, VelocityRefused } from "./velocity-methods.ts";
import { emptyLiterals, readVelocity } from "./velocity-source.ts";
import type { VelocityPlace } from "./velocity-tools.ts";
import { VelocityTool, velocityTools } from "./velocity-tools.ts";
import { loopProperty, plain } from "./velocity-data.ts";
import { calculated, isEqual, isOrdered, VelocityMarkup, written } from "./velocity-values.ts";

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
  /** Off in strings of a template: what they come to is escaped where it is written. */
  #escapes: boolean;

  constructor(asts: Ast[], kind: "html" | "text") {
    super(asts, { escape: false });
    this.#escapes = kind === "html";
  }

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
    if (!isVal) return value as string;
    // It is about to be written out.
    this.#weigh(value);
    const text = written(value);
    const isMarkup = value instanceof VelocityMarkup || this.#isDefined(ast);
    return this.#escapes && !isMarkup ? escapeText(text) : text;
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

  /** Of `#define($name)`: it was escaped where it was rendered. */
  #isDefined(ast: Ast): boolean {
    const { id, prue } = ast as { id?: string; prue?: boolean };
    return prue === true && id !== undefined && Object.hasOwn(this.defines, id);
  }

  protected override evalStr(text: string): string {
    this.#spend(20 * text.length);
    const escapes = this.#escapes;
    this.#escapes = false;
    try {
      return this.renderAstList(parseOnce(text), this.contextId);
    } finally {
      this.#escapes = escapes;
    }
  }

  /** Sums and joined texts. */
  protected override getExpression(ast: Ast): string {
    this.#spend(10);
    const own = this.#expression(ast);
    const value: unknown = own === undefined ? super.getExpression(ast) : own.result;
    if (typeof value === "string") this.#spend(value.length);
    return value as string;
  }

  /** What the library reckons and compares as JavaScript does. */
  #expression(ast: Ast): { result: unknown } | undefined {
    const {
      type,
      operator = "",
      expression = [],
    } = ast as {
      type?: string;
      operator?: string;
      expression?: Ast[];
    };
    const [left, right] = expression;
    if (type !== "math" || left === undefined || right === undefined) return undefined;
    // The right side of these is not always looked at.
    if (operator === "&&" || operator === "||") return undefined;
    const one: unknown = this.getExpression(left);
    const other: unknown = this.getExpression(right);
    if (operator === "==") return { result: isEqual(one, other) };
    if (operator === "!=") return { result: !isEqual(one, other) };
    if (/^[<>]=?$/.test(operator)) return { result: isOrdered(operator, one, other) };
    return { result: calculated(operator, one, other) };
  }

  /** The template's own macros, and `#stop`; not what every object inherits, and no `#eval`. */
  protected override getMacro(ast: Ast, body?: string): string {
    const name = (ast as { id: string }).id;
    if (name !== "stop" && !Object.hasOwn(this.macrosStore, name)) return "";
    const call: Call = super.getMacro;
    // What stands in a macro's block was escaped there.
    return call.call(this, ast, body === undefined ? undefined : new VelocityMarkup(body));
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
    if (base instanceof VelocityMarkup) return this.getAttributes(step, String(base));
    if (base instanceof VelocityTool && step.type === "property") return base.property(step.id);
    const ofLoop = step.type === "property" ? loopProperty(base, step.id) : undefined;
    if (ofLoop !== undefined) return ofLoop;
    if (step.type === "method") {
      const values: unknown[] = (step.args || []).map((one) => this.getLiteral(one));
      for (const value of [base, ...values])
        if (typeof value === "string") this.#spend(value.length);
      const result =
        base instanceof VelocityTool
          ? base.call(step.id, values)
          : callMethod(base, step.id, values);
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

type Call = (this: Bounded, ast: Ast, body?: VelocityMarkup) => string;

type Step =
  | { type: "method"; id: string; args?: Ast[] | false }
  | { type: "property"; id: string }
  | { type: "index"; id: Ast };

const parsed = new LRUCache<string, Ast[]>({ max: 500, maxSize: 2_000_000 });

function parseOnce(template: string): Ast[] {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  const asts = parse(readVelocity(template).source);
  parsed.set(template, asts, { size: template.length + 1 });
  return asts;
}

/** A fault of a Velocity template in words, or null. */
export function velocityError(template: string): string | null {
  const { fault } = readVelocity(template);
  if (fault !== null) return `the Velocity template can't be read: ${fault}`;
  try {
    parseOnce(template);
    return null;
  } catch (error) {
    if (isTooDeep(error)) throw error;
    // "Parse error on line 2:", then the place.
    const [what = "", where = ""] = (error as Error).message.split("\n");
    return `the Velocity template can't be read: ${what} ${where}`.trimEnd();
  }
}

/**
 * Renders a Velocity template. A variable without a value is empty, with `$` as with `$!`; in HTML,
 * values are escaped once.
 * @throws VelocityRefused, or when the template is faulty
 */
export function renderVelocity(
  kind: "html" | "text",
  template: string,
  known: Record<string, unknown>,
  place: VelocityPlace = { language: null, timeZone: "UTC", now: "1970-01-01T00:00:00Z" },
): string {
  const own = plain({ ...emptyLiterals, ...known }) as Record<string, unknown>;
  // Without a prototype, as all that templates reach.
  const context = Object.assign(Object.create(null) as object, velocityTools(place), own);
  const interpreter = new Bounded(parseOnce(template), kind);
  try {
    return interpreter.render(context, {}, true);
  } catch (error) {
    // The library puts its own words around what a macro throws.
    if (!(error instanceof RangeError)) throw error;
    throw new VelocityRefused("the template calls itself, or nests too deep");
  }
}

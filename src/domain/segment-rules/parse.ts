import type { DateUnit } from "../date-value.ts";
import { dateUnits, readDate } from "../date-value.ts";
import { measureForms, measureOf } from "./measures.ts";
import { comparisons, isSegments, mostOf, operators } from "./operators.ts";
import type {
  Comparison,
  Measure,
  ParsedRule,
  Period,
  RuleProblem,
  RuleValue,
  Scope,
  Truth,
} from "./rule.ts";
import { readVariable } from "./variables.ts";

/** Reads a segment's rule; what is wrong is told in words, each with its place in the rule. */
export function parseRule(given: unknown): ParsedRule {
  const parser = new Parser();
  const rule = parser.truth(given, "", { scope: "contact", depth: 0 });
  return parser.problems.length > 0 ? { ok: false, problems: parser.problems } : { ok: true, rule };
}

interface Place {
  scope: Scope;
  depth: number;
}

/** What stands where something could not be read: the problem is noted, and the rule is not used. */
const unread: RuleValue = { kind: "literal", value: null };
const never: Truth = { kind: "constant", value: false };

class Parser {
  readonly problems: RuleProblem[] = [];
  #parts = 0;
  #measures = 0;

  truth(given: unknown, path: string, at: Place): Truth {
    if (typeof given === "boolean") return { kind: "constant", value: given };
    const operation = this.#operation(given, path, at);
    if (operation === null) return never;
    const { operator, args, here } = operation;
    const below = { ...at, depth: at.depth + 1 };
    const part = (index: number): Truth => this.truth(args[index], `${here}[${index}]`, below);
    const value = (index: number): RuleValue => this.value(args[index], `${here}[${index}]`, below);
    switch (operator) {
      case "and":
      case "or":
        if (!this.#has(args, 1, 100, here)) return never;
        return { kind: operator === "and" ? "all" : "any", parts: args.map((_, i) => part(i)) };
      case "!":
        return this.#has(args, 1, 1, here) ? { kind: "not", part: part(0) } : never;
      case "isSet":
      case "isEmpty":
        return this.#has(args, 1, 1, here) ? { kind: operator, value: value(0) } : never;
      case "before":
      case "after":
        if (!this.#has(args, 2, 2, here)) return never;
        return {
          kind: "moments",
          operator,
          left: this.#date(value(0), `${here}[0]`),
          right: this.#date(value(1), `${here}[1]`),
        };
      case "anniversary":
        return this.#anniversary(args, here, value);
      default:
        if (comparisons.includes(operator))
          return this.#comparison(operator as Comparison, args, here, value, at);
        return { kind: "holds", value: this.value(given, path, at) };
    }
  }

  value(given: unknown, path: string, at: Place): RuleValue {
    if (typeof given !== "object" || given === null) return { kind: "literal", value: given };
    if (Array.isArray(given)) return this.#list(given, path);
    const operation = this.#operation(given, path, at);
    if (operation === null) return unread;
    const { operator, args, here } = operation;
    const below = { ...at, depth: at.depth + 1 };
    const first = (): RuleValue => this.value(args[0], `${here}[0]`, below);
    switch (operator) {
      case "var": {
        const read = readVariable(args[0], at.scope);
        return typeof read === "string" ? this.#wrong(here, read) : read;
      }
      case "lower":
        return this.#has(args, 1, 1, here) ? { kind: "lower", of: first() } : unread;
      case "dateAdd":
        return this.#dateAdd(args, here, first);
      case "events":
      case "orders":
      case "messages": {
        const measure = this.#measure(operator, args[0], here, at);
        return measure === null ? unread : { kind: "measure", measure };
      }
      default:
        return this.#wrong(here, "is true or false, and can't be compared: it stands by itself");
    }
  }

  #operation(
    given: unknown,
    path: string,
    { depth }: Place,
  ): { operator: string; args: readonly unknown[]; here: string } | null {
    this.#parts++;
    if (this.#parts > mostOf.parts) {
      if (this.#parts === mostOf.parts + 1) this.#wrong("", `more than ${mostOf.parts} parts`);
      return null;
    }
    if (depth > mostOf.levels) return this.#none(path, `nested over ${mostOf.levels} deep`);
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      return this.#none(path, 'is a condition: an object such as {"==": [a, b]}, true or false');
    }
    const [operator, ...rest] = Object.keys(given);
    if (operator === undefined || rest.length > 0) {
      return this.#none(path, "an operation is an object with one operator as its key");
    }
    const here = path === "" ? operator : `${path}.${operator}`;
    if (operator === "matches") {
      return this.#none(
        here,
        "rules of segments know no patterns: use contains, startsWith or endsWith",
      );
    }
    if (!operators.includes(operator)) {
      return this.#none(here, `unknown operator; known are ${operators.join(", ")}`);
    }
    const argument = (given as Record<string, unknown>)[operator];
    return { operator, args: Array.isArray(argument) ? argument : [argument], here };
  }

  #comparison(
    operator: Comparison,
    args: readonly unknown[],
    here: string,
    value: (index: number) => RuleValue,
    at: Place,
  ): Truth {
    if (!this.#has(args, 2, 2, here)) return never;
    const places = args.map(isSegments);
    if (at.scope === "contact" && places.includes(true)) {
      return this.#segments(operator, args[places[0] === true ? 1 : 0], places[0] === true, here);
    }
    const [left, right] = [value(0), value(1)];
    for (const [index, each] of [left, right].entries()) {
      if (each.kind === "dateAdd")
        this.#wrong(`${here}[${index}]`, "is compared by before and after");
    }
    return { kind: "compare", operator, left, right };
  }

  /** Membership: `in` with the name first, `contains` with the list first, `oneOf` with several names. */
  #segments(operator: Comparison, given: unknown, isFirst: boolean, here: string): Truth {
    const names = typeof given === "string" ? [given] : given;
    const isList =
      Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === "string");
    const fits =
      (operator === "in" && !isFirst && typeof given === "string") ||
      (operator === "contains" && isFirst && typeof given === "string") ||
      (operator === "oneOf" && isFirst && Array.isArray(given));
    if (isList && fits) return { kind: "inSegments", names };
    this.#wrong(
      here,
      'segments are asked for as {"in": ["a name", {"var": "contact.segments"}]}, or {"oneOf": [{"var": "contact.segments"}, ["one", "another"]]}',
    );
    return never;
  }

  #anniversary(args: readonly unknown[], here: string, value: (index: number) => RuleValue): Truth {
    if (!this.#has(args, 2, 2, here)) return never;
    const days = args[1];
    if (typeof days !== "number" || !Number.isInteger(days) || days < 0 || days > 366) {
      this.#wrong(`${here}[1]`, "is within 0 (today) to 366 days");
      return never;
    }
    return { kind: "anniversary", value: value(0), days };
  }

  #date(value: RuleValue, path: string): RuleValue {
    if (value.kind !== "literal" || readDate(value.value, "UTC") !== null) return value;
    return this.#wrong(path, "is compared with dates, such as 2026-11-24 or 2026-11-24T18:00:00Z");
  }

  #dateAdd(args: readonly unknown[], here: string, first: () => RuleValue): RuleValue {
    if (!this.#has(args, 3, 3, here)) return unread;
    const [, amount, unit] = args;
    const isWhole =
      typeof amount === "number" && Number.isInteger(amount) && Math.abs(amount) <= mostOf.shift;
    if (!isWhole) return this.#wrong(here, "adds a whole number, such as -3");
    if (!dateUnits.includes(unit as DateUnit)) {
      return this.#wrong(here, `counts in ${dateUnits.join(", ")}`);
    }
    const date = this.#date(first(), `${here}[0]`);
    return { kind: "dateAdd", date, amount, unit: unit as DateUnit };
  }

  #measure(of: Measure["of"], given: unknown, here: string, at: Place): Measure | null {
    if (at.scope !== "contact") {
      return this.#none(here, "can't be asked for inside of another one's filter");
    }
    this.#measures++;
    if (this.#measures > mostOf.measures)
      return this.#none(here, `a rule measures at most ${mostOf.measures} things`);
    const form = measureForms[of].safeParse(given ?? {});
    if (!form.success) {
      for (const { path, message } of form.error.issues) {
        this.#wrong([here, ...path].join("."), message);
      }
      return null;
    }
    const filter = (rule: unknown, name: string, scope: Scope): Truth | null =>
      rule === undefined || rule === null
        ? null
        : this.truth(rule, `${here}.${name}`, { scope, depth: at.depth + 1 });
    const { last, from, to }: Period = form.data;
    if (last !== undefined && (from ?? to) !== undefined) {
      return this.#none(`${here}.last`, "stands alone: either the last while, or from and to");
    }
    return measureOf(of, given ?? {}, filter);
  }

  #list(given: readonly unknown[], path: string): RuleValue {
    if (given.length > 1_000) return this.#wrong(path, "a list has at most 1000 entries");
    const isPlain = given.every((entry) => typeof entry !== "object" || entry === null);
    return isPlain
      ? { kind: "literal", value: given }
      : this.#wrong(path, "a list has texts, numbers, true and false in it");
  }

  #has(args: readonly unknown[], least: number, most: number, path: string): boolean {
    if (args.length >= least && args.length <= most) return true;
    const number = least === most ? least : `${least} to ${most}`;
    this.#wrong(path, `takes ${number} arguments, not ${args.length}`);
    return false;
  }

  #wrong(path: string, message: string): RuleValue {
    this.problems.push({ path, message });
    return unread;
  }

  #none(path: string, message: string): null {
    this.problems.push({ path, message });
    return null;
  }
}

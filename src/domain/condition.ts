import { LogicEngine } from "json-logic-engine";
import type { Facts } from "./facts.ts";

/** A checked JsonLogic rule. */
export type Condition = boolean | { readonly [operator: string]: unknown };

export interface ConditionProblem {
  /** Where in the rule, as `and[1].==`. */
  path: string;
  message: string;
}

const deepest = 20;
const mostNodes = 500;

/** How many arguments each operator takes, and how it reads between two of them. */
const operators: Record<string, { least: number; most: number; words?: string }> = {
  and: { least: 1, most: 100, words: "and" },
  or: { least: 1, most: 100, words: "or" },
  "!": { least: 1, most: 1 },
  "==": { least: 2, most: 2, words: "equals" },
  "!=": { least: 2, most: 2, words: "does not equal" },
  "<": { least: 2, most: 2, words: "is less than" },
  "<=": { least: 2, most: 2, words: "is at most" },
  ">": { least: 2, most: 2, words: "is more than" },
  ">=": { least: 2, most: 2, words: "is at least" },
  in: { least: 2, most: 2, words: "is in" },
  contains: { least: 2, most: 2, words: "contains" },
  startsWith: { least: 2, most: 2, words: "starts with" },
  endsWith: { least: 2, most: 2, words: "ends with" },
  isSet: { least: 1, most: 1 },
  var: { least: 1, most: 1 },
};

const roots = ["event", "contact", "order", "vars", "messages", "waited"];

/**
 * Checks a JsonLogic rule: known operators, their number of arguments, variables below the
 * roots of facts (or fewer: `allowed`), a bounded size.
 */
export function parseCondition(
  rule: unknown,
  allowed: readonly string[] = roots,
): { ok: true; condition: Condition } | { ok: false; problems: ConditionProblem[] } {
  const problems: ConditionProblem[] = [];
  let nodes = 0;
  const check = (value: unknown, path: string, depth: number): void => {
    nodes++;
    if (depth > deepest)
      return void problems.push({ path, message: `nested over ${deepest} deep` });
    if (Array.isArray(value)) {
      value.forEach((entry, index) => check(entry, `${path}[${index}]`, depth + 1));
    } else if (typeof value === "object" && value !== null) {
      checkOperation(value, path, depth);
    }
  };
  const checkOperation = (value: object, path: string, depth: number): void => {
    const [operator, ...rest] = Object.keys(value);
    if (operator === undefined || rest.length > 0) {
      problems.push({ path, message: "an operation is an object with one operator as its key" });
      return;
    }
    const here = path === "" ? operator : `${path}.${operator}`;
    const rules = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (rules === undefined) {
      const known = Object.keys(operators).join(", ");
      problems.push({ path: here, message: `unknown operator; known are ${known}` });
      return;
    }
    const given = (value as Record<string, unknown>)[operator];
    const args: unknown[] = Array.isArray(given) ? given : [given];
    if (args.length < rules.least || args.length > rules.most) {
      const number = rules.least === rules.most ? rules.least : `${rules.least} to ${rules.most}`;
      problems.push({ path: here, message: `takes ${number} arguments, not ${args.length}` });
    } else if (operator === "var") {
      const message = variableProblem(args[0], allowed);
      if (message !== null) problems.push({ path: here, message });
    } else {
      args.forEach((entry, index) => check(entry, `${here}[${index}]`, depth + 1));
    }
  };

  if (
    typeof rule !== "boolean" &&
    (typeof rule !== "object" || rule === null || Array.isArray(rule))
  ) {
    problems.push({
      path: "",
      message: 'a condition is an object such as {"==": [a, b]}, true or false',
    });
  } else {
    check(rule, "", 0);
  }
  if (nodes > mostNodes) problems.push({ path: "", message: `more than ${mostNodes} parts` });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, condition: rule as Condition };
}

function variableProblem(name: unknown, allowed: readonly string[]): string | null {
  if (typeof name !== "string") return "names a variable, such as event.params.total";
  const [root = "", ...below] = name.split(".");
  if (below.includes("__proto__")) return '"__proto__" is no variable';
  return allowed.includes(root) ? null : `"${name}" is not below ${allowed.join(", ")}`;
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";

/** A missing value is neither more nor less than anything; numbers sent as text are numbers. */
function ordered(holds: (a: number | string, b: number | string) => boolean) {
  return ([left, right]: unknown[]): boolean => {
    if (isMissing(left) || isMissing(right)) return false;
    const [a, b] = [Number(left), Number(right)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return holds(a, b);
    return typeof left === "string" && typeof right === "string" && holds(left, right);
  };
}

/** Loose like a marketer: 5 equals "5", true equals "true", missing equals only missing. */
function same(a: unknown, b: unknown): boolean {
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b);
  const [left, right] = [textOf(a), textOf(b)];
  return left === right || (left.trim() !== "" && Number(left) === Number(right));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function holdsIn(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole)) return whole.some((entry) => same(entry, part));
  return !isMissing(whole) && !isMissing(part) && textOf(whole).includes(textOf(part));
}

function onText(holds: (text: string, part: string) => boolean) {
  return ([text, part]: unknown[]): boolean =>
    !isMissing(text) && !isMissing(part) && holds(textOf(text), textOf(part));
}

const engine = new LogicEngine();
const methods: Record<string, (args: unknown[]) => boolean> = {
  "==": ([a, b]) => same(a, b),
  "!=": ([a, b]) => !same(a, b),
  "<": ordered((a, b) => a < b),
  "<=": ordered((a, b) => a <= b),
  ">": ordered((a, b) => a > b),
  ">=": ordered((a, b) => a >= b),
  in: ([part, whole]) => holdsIn(whole, part),
  contains: ([whole, part]) => holdsIn(whole, part),
  startsWith: onText((text, part) => text.startsWith(part)),
  endsWith: onText((text, part) => text.endsWith(part)),
  isSet: (args) => !isMissing(Array.isArray(args) ? args[0] : args),
};
for (const [name, method] of Object.entries(methods)) {
  engine.addMethod(name, method, { deterministic: true });
}

/** Whether a condition holds. A missing value fails every comparison but `!=` and `!`. */
export function evaluateCondition(condition: Condition, facts: Partial<Facts>): boolean {
  return Boolean(engine.run(condition, facts));
}

/** The condition in words, for the history and the run's page. */
export function describeCondition(condition: unknown): string {
  if (typeof condition !== "object" || condition === null) return JSON.stringify(condition) ?? "";
  if (Array.isArray(condition)) return condition.map(describeCondition).join(", ");
  const [operator = "", given] = Object.entries(condition)[0] ?? [];
  const args: unknown[] = Array.isArray(given) ? given : [given];
  if (operator === "var") return String(args[0]);
  if (operator === "!") return `not (${describeCondition(args[0])})`;
  if (operator === "isSet") return `${describeCondition(args[0])} is set`;
  const words = ` ${operators[operator]?.words ?? operator} `;
  const nested = operator === "and" || operator === "or";
  return args
    .map((part) => (nested && args.length > 1 ? bracket(part) : describeCondition(part)))
    .join(words);
}

function bracket(part: unknown): string {
  const operator = typeof part === "object" && part !== null ? Object.keys(part)[0] : undefined;
  return operator === "and" || operator === "or"
    ? `(${describeCondition(part)})`
    : describeCondition(part);
}

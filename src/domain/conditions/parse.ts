import type { DateUnit } from "../date-value.ts";
import { dateUnits, readDate } from "../date-value.ts";
import { patternError } from "../pattern.ts";
import { argumentsOf, operatorNames, operatorOf } from "./operators.ts";

/** A checked JsonLogic rule. */
export type Condition = boolean | { readonly [operator: string]: unknown };

export interface ConditionError {
  /** Where in the rule, as `and[1].==`. */
  path: string;
  message: string;
}

const maxDepth = 20;
const maxNodes = 500;
// About a century, in the smallest unit that a date is shifted by.
const maxShiftMinutes = 52_560_000;

const roots = ["event", "contact", "order", "vars", "messages", "waited"];

/**
 * Checks a JsonLogic rule: known operators, their number of arguments, variables below the
 * roots of facts (or fewer: `allowed`; `now` always is), patterns and dates that can be read, a
 * bounded size.
 */
export function parseCondition(
  rule: unknown,
  allowed: readonly string[] = roots,
): { ok: true; condition: Condition } | { ok: false; problems: ConditionError[] } {
  const problems: ConditionError[] = [];
  let nodes = 0;
  const check = (value: unknown, path: string, depth: number): void => {
    nodes++;
    if (depth > maxDepth)
      return void problems.push({ path, message: `nested over ${maxDepth} deep` });
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
    const rules = operatorOf(operator);
    if (rules === undefined) {
      const known = operatorNames.join(", ");
      problems.push({ path: here, message: `unknown operator; known are ${known}` });
      return;
    }
    const given = (value as Record<string, unknown>)[operator];
    // The engine takes one argument without its brackets for any operator but these.
    if ((operator === "and" || operator === "or") && !Array.isArray(given)) {
      problems.push({ path: here, message: "takes a list of conditions, in brackets" });
      return;
    }
    const args = argumentsOf(given);
    if (args.length < rules.least || args.length > rules.most) {
      const number = rules.least === rules.most ? rules.least : `${rules.least} to ${rules.most}`;
      problems.push({ path: here, message: `takes ${number} arguments, not ${args.length}` });
      return;
    }
    const message = argumentsError(operator, args, allowed);
    if (message !== null) problems.push({ path: here, message });
    if (operator !== "var") {
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
  if (nodes > maxNodes) problems.push({ path: "", message: `more than ${maxNodes} parts` });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, condition: rule as Condition };
}

/** What an operator asks of its own arguments, besides their number. */
function argumentsError(
  operator: string,
  args: readonly unknown[],
  allowed: readonly string[],
): string | null {
  switch (operator) {
    case "var":
      return variableError(args[0], allowed);
    case "matches":
      return patternError(args[1]);
    case "before":
    case "after":
      return args.some(isUnreadableDate)
        ? "is compared with dates, such as 2026-11-24 or 2026-11-24T18:00:00Z"
        : null;
    case "dateAdd":
      return shiftError(args);
    default:
      return null;
  }
}

function variableError(name: unknown, allowed: readonly string[]): string | null {
  if (name === "now") return null;
  if (typeof name !== "string") return "names a variable, such as event.params.total";
  const [root = "", ...below] = name.split(/[.[]/);
  if (below.some((part) => /^["']?__proto__["']?\]?$/.test(part)))
    return '"__proto__" is no variable';
  return allowed.includes(root) ? null : `"${name}" is not below ${allowed.join(", ")}`;
}

/** Of values that stand in the rule itself; what a variable holds is seen when it is asked. */
function isUnreadableDate(value: unknown): boolean {
  const isOperation = typeof value === "object" && value !== null && !Array.isArray(value);
  return !isOperation && readDate(value, "UTC") === null;
}

function shiftError([date, amount, unit]: readonly unknown[]): string | null {
  if (isUnreadableDate(date)) return "is added to a date";
  if (
    typeof amount !== "number" ||
    !Number.isInteger(amount) ||
    Math.abs(amount) > maxShiftMinutes
  ) {
    return "adds a whole number, such as -3";
  }
  return dateUnits.includes(unit as DateUnit) ? null : `counts in ${dateUnits.join(", ")}`;
}

import type { Code, Group, Item, Literal, Operand, Operator, Rule } from "./tree.ts";
import { newGroup, nextId, operators } from "./tree.ts";
import type { DateUnit } from "../../../../../src/domain/date-value.ts";
import { dateUnits } from "../../../../../src/domain/date-value.ts";

/** The editor's form of a JsonLogic rule; what it has no inputs for stays as code. */
export function readCondition(rule: unknown): Group {
  if (rule === null || rule === undefined) return newGroup();
  const item = readItem(rule, false);
  return item.kind === "group" ? item : newGroup([item]);
}

function readItem(rule: unknown, not: boolean): Item {
  const [operator, args] = operationIn(rule);
  switch (operator) {
    case null:
      return code(rule, not);
    case "!": {
      const [inner] = args;
      const item = args.length === 1 ? readItem(inner, !not) : code(rule, not);
      return item.kind === "code" ? code(rule, not) : item;
    }
    case "and":
    case "or":
      return readGroup(operator, rule, not);
    default:
      return readRule(operator, args, not) ?? code(rule, not);
  }
}

/** Without its brackets, the engine reads a group's arguments in a way of its own. */
function readGroup(join: Group["join"], rule: unknown, not: boolean): Item {
  const args = (rule as Record<string, unknown>)[join];
  if (!Array.isArray(args) || args.length === 0) return code(rule, not);
  const items = args.map((inner: unknown) => readItem(inner, false));
  return { kind: "group", id: nextId(), join, not, items };
}

function code(rule: unknown, not: boolean): Code {
  return { kind: "code", id: nextId(), rule: not ? { "!": rule } : rule };
}

function readRule(name: string, args: readonly unknown[], not: boolean): Rule | null {
  if (name === "isEmpty" || name === "isSet") {
    const subject = args.length === 1 ? readSubject(args[0]) : null;
    const negated = not !== (name === "isEmpty");
    return subject && ruleOf(subject, "isSet", negated, null);
  }
  const [left, right] = args;
  if (args.length !== 2) return null;
  if (name === "!=") return readRule("==", args, !not);
  // A part of a list or text at a path; the other way round it is one of several values.
  if (name === "in" && readSubject(right) !== null) {
    return readRule("contains", [right, left], not);
  }
  const operator = operators.find((one) => one === name);
  if (operator === undefined) return null;
  const subject = readSubject(left);
  if (subject !== null) return compared(subject, operator, not, right);
  const turned = mirrored[operator];
  const other = readSubject(right);
  return turned === undefined || other === null ? null : compared(other, turned, not, left);
}

/** What says the same with its sides exchanged. */
const mirrored: Partial<Record<Operator, Operator>> = {
  "==": "==",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  before: "after",
  after: "before",
};

const ofLists = new Set<Operator>(["oneOf", "in"]);

function compared(subject: Subject, operator: Operator, not: boolean, given: unknown): Rule | null {
  const operand = readOperand(given);
  if (operand === null) return null;
  if (ofLists.has(operator) !== (operand.kind === "list")) return null;
  if (operator === "matches" && operand.kind !== "literal") return null;
  return ruleOf(subject, operator, not, operand);
}

interface Subject {
  path: string;
  lower: boolean;
}

function ruleOf(subject: Subject, operator: Operator, not: boolean, operand: Operand | null): Rule {
  return { kind: "rule", id: nextId(), ...subject, operator, not, operand };
}

function readSubject(value: unknown): Subject | null {
  const [operator, args] = operationIn(value);
  if (operator === "lower" && args.length === 1) {
    const inner = readSubject(args[0]);
    return inner?.lower === false ? { ...inner, lower: true } : null;
  }
  const path = variableIn(value);
  return path === null || path === "now" ? null : { path, lower: false };
}

function readOperand(value: unknown): Operand | null {
  if (isLiteral(value)) return { kind: "literal", value };
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isLiteral) ? { kind: "list", values: value } : null;
  }
  const path = variableIn(value);
  if (path !== null) return path === "now" ? { kind: "now" } : { kind: "fact", path };
  const [operator, [date, amount, unit]] = operationIn(value);
  const of = operator === "dateAdd" ? variableIn(date) : null;
  const isShift = Number.isInteger(amount) && dateUnits.includes(unit as DateUnit);
  return of === null || !isShift
    ? null
    : { kind: "moment", of, amount: amount as number, unit: unit as DateUnit };
}

function isLiteral(value: unknown): value is Literal {
  return ["string", "number", "boolean"].includes(typeof value);
}

function variableIn(value: unknown): string | null {
  const [operator, [path, ...rest]] = operationIn(value);
  return operator === "var" && typeof path === "string" && path !== "" && rest.length === 0
    ? path
    : null;
}

/** An operation's name and arguments: a single one may stand without brackets. */
function operationIn(value: unknown): [operator: string | null, args: readonly unknown[]] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [null, []];
  const [[name, given] = [null, undefined], ...rest] = Object.entries(value);
  if (name === null || rest.length > 0) return [null, []];
  return [name, Array.isArray(given) ? given : [given]];
}

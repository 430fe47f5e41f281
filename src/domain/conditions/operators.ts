import type { OperatorWord } from "../sentences/condition-sentences.ts";

interface Operator {
  /** How many arguments it takes. */
  least: number;
  most: number;
  /** How it reads between two arguments, or behind one. */
  words?: OperatorWord;
  /** How its negation reads there. */
  negated?: OperatorWord;
}

const two = (words: OperatorWord, negated: OperatorWord): Operator => ({
  least: 2,
  most: 2,
  words,
  negated,
});
const one = (words?: OperatorWord, negated?: OperatorWord): Operator => ({
  least: 1,
  most: 1,
  words,
  negated,
});

/** Every operator of conditions; what each does stands in condition.ts. */
const operators: Record<string, Operator> = {
  and: { least: 1, most: 100, words: "and" },
  or: { least: 1, most: 100, words: "or" },
  "!": one(),
  "==": two("equals", "notEquals"),
  "!=": two("notEquals", "equals"),
  "<": two("less", "notLess"),
  "<=": two("atMost", "notAtMost"),
  ">": two("more", "notMore"),
  ">=": two("atLeast", "notAtLeast"),
  in: two("in", "notIn"),
  oneOf: two("oneOf", "noneOf"),
  contains: two("contains", "notContains"),
  startsWith: two("startsWith", "notStartsWith"),
  endsWith: two("endsWith", "notEndsWith"),
  matches: two("matches", "notMatches"),
  before: two("before", "notBefore"),
  after: two("after", "notAfter"),
  isSet: one("isSet", "isNotSet"),
  isEmpty: one("isEmpty", "isNotEmpty"),
  lower: one(),
  dateAdd: { least: 3, most: 3 },
  var: one(),
};

export const operatorNames: readonly string[] = Object.keys(operators);

export function operatorOf(name: string): Operator | undefined {
  return Object.hasOwn(operators, name) ? operators[name] : undefined;
}

/** An operation's arguments: a single one may stand without brackets. */
export function argumentsOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : [given];
}

interface Operator {
  /** How many arguments it takes. */
  least: number;
  most: number;
  /** How it reads between two arguments, or behind one. */
  words?: string;
  /** How its negation reads there. */
  negated?: string;
}

const two = (words: string, negated: string): Operator => ({ least: 2, most: 2, words, negated });
const one = (words?: string, negated?: string): Operator => ({ least: 1, most: 1, words, negated });

/** Every operator of conditions; what each does stands in condition.ts. */
const operators: Record<string, Operator> = {
  and: { least: 1, most: 100, words: "and" },
  or: { least: 1, most: 100, words: "or" },
  "!": one(),
  "==": two("equals", "does not equal"),
  "!=": two("does not equal", "equals"),
  "<": two("is less than", "is not less than"),
  "<=": two("is at most", "is not at most"),
  ">": two("is more than", "is not more than"),
  ">=": two("is at least", "is not at least"),
  in: two("is in", "is not in"),
  oneOf: two("is one of", "is none of"),
  contains: two("contains", "does not contain"),
  startsWith: two("starts with", "does not start with"),
  endsWith: two("ends with", "does not end with"),
  matches: two("matches", "does not match"),
  before: two("is before", "is not before"),
  after: two("is after", "is not after"),
  isSet: one("is set", "is not set"),
  isEmpty: one("is empty", "is not empty"),
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

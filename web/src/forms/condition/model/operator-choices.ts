import type { Operator, Rule, ValueType } from "./tree.ts";

/** What a rule's second input offers: an operator, or its negation. */
export interface Choice {
  operator: Operator;
  not: boolean;
  label: string;
}

const yes = (operator: Operator, label: string): Choice => ({ operator, not: false, label });
const no = (operator: Operator, label: string): Choice => ({ operator, not: true, label });

const equality = [yes("==", "equals"), no("==", "does not equal")];
const presence = [yes("isSet", "is set"), no("isSet", "is empty")];
const several = [yes("oneOf", "is one of"), no("oneOf", "is none of")];
const parts = [yes("contains", "contains"), no("contains", "does not contain")];
const ends = [yes("startsWith", "starts with"), yes("endsWith", "ends with")];
const patterns = [
  yes("matches", "matches the pattern"),
  no("matches", "does not match the pattern"),
];
const sizes = [
  yes(">", "is more than"),
  yes(">=", "is at least"),
  yes("<", "is less than"),
  yes("<=", "is at most"),
];
const order = [yes("before", "is before"), yes("after", "is after")];

const byType: Record<ValueType, readonly Choice[]> = {
  text: [...equality, ...several, ...parts, ...ends, ...presence, ...patterns],
  number: [...equality, ...sizes, ...several, ...presence],
  boolean: [...equality, ...presence],
  date: [...order, ...presence],
  list: [...parts, yes("oneOf", "contains one of"), no("oneOf", "contains none of"), ...presence],
  segments: [
    yes("contains", "is a member of"),
    no("contains", "is not a member of"),
    yes("oneOf", "is in one of"),
    no("oneOf", "is in none of"),
    ...presence,
  ],
  unknown: [
    ...equality,
    ...sizes,
    ...several,
    ...parts,
    ...ends,
    ...order,
    ...presence,
    ...patterns,
  ],
};

/** What can be asked about a value; what a rule says already is among it, however it came there. */
export function choicesFor(type: ValueType, rule: Pick<Rule, "operator" | "not">): Choice[] {
  const choices = byType[type];
  const isThere = choices.some((choice) => sameChoice(choice, rule));
  return isThere ? [...choices] : [...choices, { ...rule, label: labelForAnyType(rule) }];
}

export function sameChoice(a: Pick<Choice, "operator" | "not">, b: typeof a): boolean {
  return a.operator === b.operator && a.not === b.not;
}

const rare: readonly Choice[] = [
  no("<", "is not less than"),
  no("<=", "is not at most"),
  no(">", "is not more than"),
  no(">=", "is not at least"),
  no("startsWith", "does not start with"),
  no("endsWith", "does not end with"),
  no("before", "is not before"),
  no("after", "is not after"),
  yes("in", "is in"),
  no("in", "is not in"),
];

function labelForAnyType(rule: Pick<Rule, "operator" | "not">): string {
  const usual = [...byType.unknown, ...rare].find((choice) => sameChoice(choice, rule));
  return usual?.label ?? rule.operator;
}

/** How a rule's operator reads for a value of its type. */
export function operatorLabel(type: ValueType, rule: Pick<Rule, "operator" | "not">): string {
  return byType[type].find((choice) => sameChoice(choice, rule))?.label ?? labelForAnyType(rule);
}

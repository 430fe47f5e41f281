import { t } from "../../../i18n/i18n.ts";
import type { Messages } from "../../../i18n/namespaces.ts";
import type { Operator, Rule, ValueType } from "./tree.ts";

/** What a rule's second input offers: an operator, or its negation. */
export interface Choice {
  operator: Operator;
  not: boolean;
  label: string;
}

/** A choice before it is shown: `words` is its message. */
interface Known extends Pick<Choice, "operator" | "not"> {
  words: keyof Messages["conditions"]["operator"];
}

const yes = (operator: Operator, words: Known["words"]): Known => ({ operator, not: false, words });
const no = (operator: Operator, words: Known["words"]): Known => ({ operator, not: true, words });
const labelOf = ({ words }: Known): string => t(`conditions:operator.${words}`);

const equality = [yes("==", "equals"), no("==", "notEquals")];
const presence = [yes("isSet", "isSet"), no("isSet", "isEmpty")];
const several = [yes("oneOf", "oneOf"), no("oneOf", "noneOf")];
const parts = [yes("contains", "contains"), no("contains", "notContains")];
const ends = [yes("startsWith", "startsWith"), yes("endsWith", "endsWith")];
const patterns = [yes("matches", "matches"), no("matches", "notMatches")];
const sizes = [yes(">", "more"), yes(">=", "atLeast"), yes("<", "less"), yes("<=", "atMost")];
const order = [yes("before", "before"), yes("after", "after")];

const byType: Record<ValueType, readonly Known[]> = {
  text: [...equality, ...several, ...parts, ...ends, ...presence, ...patterns],
  number: [...equality, ...sizes, ...several, ...presence],
  boolean: [...equality, ...presence],
  date: [...order, ...presence],
  list: [...parts, yes("oneOf", "containsOne"), no("oneOf", "containsNone"), ...presence],
  segments: [
    yes("contains", "member"),
    no("contains", "notMember"),
    yes("oneOf", "inOne"),
    no("oneOf", "inNone"),
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
  const choices = byType[type].map((known) => ({
    operator: known.operator,
    not: known.not,
    label: labelOf(known),
  }));
  const isThere = choices.some((choice) => sameChoice(choice, rule));
  return isThere ? choices : [...choices, { ...rule, label: labelForAnyType(rule) }];
}

export function sameChoice(a: Pick<Choice, "operator" | "not">, b: typeof a): boolean {
  return a.operator === b.operator && a.not === b.not;
}

const rare: readonly Known[] = [
  no("<", "notLess"),
  no("<=", "notAtMost"),
  no(">", "notMore"),
  no(">=", "notAtLeast"),
  no("startsWith", "notStartsWith"),
  no("endsWith", "notEndsWith"),
  no("before", "notBefore"),
  no("after", "notAfter"),
  yes("in", "in"),
  no("in", "notIn"),
];

function labelForAnyType(rule: Pick<Rule, "operator" | "not">): string {
  const usual = [...byType.unknown, ...rare].find((choice) => sameChoice(choice, rule));
  return usual === undefined ? rule.operator : labelOf(usual);
}

/** How a rule's operator reads for a value of its type. */
export function operatorLabel(type: ValueType, rule: Pick<Rule, "operator" | "not">): string {
  const own = byType[type].find((choice) => sameChoice(choice, rule));
  return own === undefined ? labelForAnyType(rule) : labelOf(own);
}

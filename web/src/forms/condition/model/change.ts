import type { Choice } from "./operator-choices.ts";
import { choicesFor, sameChoice } from "./operator-choices.ts";
import type { Literal, Operand, Operator, Rule, ValueType } from "./tree.ts";

/** A rule about another value: an operator that makes no sense for it gives way to its first. */
export function withPath(rule: Rule, path: string, type: ValueType): Rule {
  const choices = choicesFor(type, { operator: "isSet", not: false });
  const fits = choices.find((choice) => sameChoice(choice, rule)) ?? choices[0];
  const next = { ...rule, path, lower: rule.lower && type === "text" };
  return fits === undefined ? next : withOperator(next, fits, type);
}

/** Another operator; a value that it can take stays. */
export function withOperator(rule: Rule, { operator, not }: Choice, type: ValueType): Rule {
  return { ...rule, operator, not, operand: fitting(rule.operand, operator, type) };
}

export const takesList = (operator: Operator): boolean => operator === "oneOf" || operator === "in";

function fitting(operand: Operand | null, operator: Operator, type: ValueType): Operand | null {
  if (operator === "isSet" || operand === null) return null;
  if (takesList(operator)) {
    if (operand.kind === "list") return operand;
    return operand.kind === "literal" ? { kind: "list", values: [operand.value] } : null;
  }
  const [first] = operand.kind === "list" ? operand.values : [];
  const single: Operand | null =
    operand.kind === "list"
      ? first === undefined
        ? null
        : { kind: "literal", value: first }
      : operand;
  if (single === null) return null;
  if (single.kind === "now" || single.kind === "moment") return isDated(operator) ? single : null;
  if (single.kind === "fact") return operator === "matches" ? null : single;
  const value = literalOf(String(single.value), type);
  return value === undefined ? null : { kind: "literal", value };
}

export const isDated = (operator: Operator): boolean =>
  operator === "before" || operator === "after";

/** What was typed, as a value of a type; undefined for nothing, and for what can't be one. */
export function literalOf(text: string, type: ValueType): Literal | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (type === "boolean") return trimmed === "true" || (trimmed === "false" ? false : undefined);
  if (type !== "number") return text;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}

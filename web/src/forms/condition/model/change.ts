import { plainNumber } from "../../../../../src/domain/plain-number.ts";
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
  const single = singleOperand(operand);
  if (single === null) return null;
  if (single.kind === "now" || single.kind === "moment") return isDated(operator) ? single : null;
  if (single.kind === "fact") return operator === "matches" ? null : single;
  const value = literalOf(String(single.value), type);
  return value === undefined ? null : { kind: "literal", value };
}

/** An operand as one value: of a list its first. */
function singleOperand(operand: Operand): Exclude<Operand, { kind: "list" }> | null {
  if (operand.kind !== "list") return operand;
  const [first] = operand.values;
  return first === undefined ? null : { kind: "literal", value: first };
}

export const isDated = (operator: Operator): boolean =>
  operator === "before" || operator === "after";

/** What was typed, as a value of a type; undefined for nothing, and for what can't be one. */
export function literalOf(text: string, type: ValueType): Literal | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (type === "boolean") return trimmed === "true" || (trimmed === "false" ? false : undefined);
  if (type !== "number") return text;
  const number = plainNumber(trimmed);
  if (!Number.isNaN(number)) return number;
  // An id: as a number it would lose its zeros or its last digits.
  return /^\d+$/.test(trimmed) ? trimmed : undefined;
}

import type { DateUnit } from "../date-value.ts";
import { pathText } from "../sentences/condition-path.ts";
import type { OperatorWord } from "../sentences/condition-sentences.ts";
import { spanLabel } from "../sentences/rule-sentences.ts";
import { sayCondition } from "../sentences/say-condition.ts";
import { argumentsOf, operatorOf } from "./operators.ts";

/** The condition in words, for the history and the run's page. */
export function conditionLabel(condition: unknown): string {
  if (typeof condition !== "object" || condition === null) return JSON.stringify(condition) ?? "";
  if (Array.isArray(condition)) return condition.map(conditionLabel).join(", ");
  const [operator, args] = operationOf(condition);
  switch (operator) {
    case "var":
      return pathText(String(args[0]));
    case "!":
      return negation(args[0]);
    case "lower":
      return `${conditionLabel(args[0])} ${sayCondition("lower")}`;
    case "dateAdd":
      return shiftLabel(args);
    default:
      return comparison(operator, args, operatorOf(operator)?.words);
  }
}

function operationOf(condition: object): [operator: string, args: readonly unknown[]] {
  const [operator = "", given] = Object.entries(condition)[0] ?? [];
  return [operator, argumentsOf(given)];
}

function comparison(
  operator: string,
  args: readonly unknown[],
  word: OperatorWord | undefined,
): string {
  const words = word === undefined ? operator : sayCondition(word);
  const nested = operator === "and" || operator === "or";
  const parts = args.map((part) =>
    nested && args.length > 1 ? bracket(part) : conditionLabel(part),
  );
  return args.length === 1 && !nested ? `${parts.join("")} ${words}` : parts.join(` ${words} `);
}

function negation(condition: unknown): string {
  if (typeof condition === "object" && condition !== null && !Array.isArray(condition)) {
    const [operator, args] = operationOf(condition);
    const negated = operatorOf(operator)?.negated;
    if (negated !== undefined) return comparison(operator, args, negated);
  }
  return `${sayCondition("not")} (${conditionLabel(condition)})`;
}

function shiftLabel([date, amount, unit]: readonly unknown[]): string {
  const span = spanLabel({ amount: Math.abs(Number(amount)), unit: unit as DateUnit });
  const shift = sayCondition(Number(amount) < 0 ? "beforeDate" : "afterDate", { span });
  return `${shift} ${conditionLabel(date)}`;
}

function bracket(part: unknown): string {
  const operator = typeof part === "object" && part !== null ? Object.keys(part)[0] : undefined;
  return operator === "and" || operator === "or"
    ? `(${conditionLabel(part)})`
    : conditionLabel(part);
}

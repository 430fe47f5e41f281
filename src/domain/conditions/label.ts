import { argumentsOf, operatorOf } from "./operators.ts";

/** The condition in words, for the history and the run's page. */
export function conditionLabel(condition: unknown): string {
  if (typeof condition !== "object" || condition === null) return JSON.stringify(condition) ?? "";
  if (Array.isArray(condition)) return condition.map(conditionLabel).join(", ");
  const [operator, args] = operationOf(condition);
  switch (operator) {
    case "var":
      return String(args[0]);
    case "!":
      return negation(args[0]);
    case "lower":
      return `${conditionLabel(args[0])} in lower case`;
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
  words: string | undefined = operator,
): string {
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
  return `not (${conditionLabel(condition)})`;
}

function shiftLabel([date, amount, unit]: readonly unknown[]): string {
  const number = Math.abs(Number(amount));
  const span = number === 1 ? `1 ${String(unit).replace(/s$/, "")}` : `${number} ${String(unit)}`;
  return `${span} ${Number(amount) < 0 ? "before" : "after"} ${conditionLabel(date)}`;
}

function bracket(part: unknown): string {
  const operator = typeof part === "object" && part !== null ? Object.keys(part)[0] : undefined;
  return operator === "and" || operator === "or"
    ? `(${conditionLabel(part)})`
    : conditionLabel(part);
}

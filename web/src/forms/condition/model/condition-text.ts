import { capitalized } from "../../../ui/text.ts";
import { operatorLabel } from "./operator-choices.ts";
import type { Group, Item, Operand, Rule, ValueType } from "./tree.ts";
import { isWhole } from "./tree.ts";

/** What is known of a path: how people call it, and what it holds. */
export type Describe = (path: string) => { label: string; type: ValueType };

/** The condition in a sentence; "" when it says nothing yet. */
export function conditionText(group: Group, describe: Describe): string {
  const words = itemText(group, describe, true);
  return words === "" ? "" : `${capitalized(words)}.`;
}

function itemText(item: Item, describe: Describe, isWholeThing = false): string {
  if (item.kind === "code") return "the part written by hand holds";
  if (item.kind === "rule") return isWhole(item) ? ruleText(item, describe) : "";
  const parts = item.items
    .map((inner) => itemText(inner, describe))
    .filter((words) => words !== "");
  const joined = parts.join(item.join === "and" ? " and " : " or ");
  if (joined === "") return "";
  if (item.not) return `not (${joined})`;
  return parts.length > 1 && !isWholeThing ? `(${joined})` : joined;
}

function ruleText(rule: Rule, describe: Describe): string {
  const { label, type } = describe(rule.path);
  if (type === "segments" && rule.operator !== "isSet" && rule.operand !== null) {
    return `the contact ${operatorLabel(type, rule)} ${operandText(rule.operand, describe)}`;
  }
  const subject = rule.lower ? `${label} in lower case` : label;
  const operator = operatorLabel(type, rule);
  if (rule.operator === "isSet" || rule.operand === null) return `${subject} ${operator}`;
  return `${subject} ${operator} ${operandText(rule.operand, describe)}`;
}

function operandText(operand: Operand, describe: Describe): string {
  switch (operand.kind) {
    case "literal":
      return literalText(operand.value);
    case "list":
      return operand.values.map(literalText).join(", ");
    case "fact":
      return describe(operand.path).label;
    case "now":
      return "now";
    case "moment":
    default: {
      const number = Math.abs(operand.amount);
      const span = `${number} ${number === 1 ? operand.unit.slice(0, -1) : operand.unit}`;
      if (operand.of === "now") return operand.amount < 0 ? `${span} ago` : `${span} from now`;
      return `${span} ${operand.amount < 0 ? "before" : "after"} ${describe(operand.of).label}`;
    }
  }
}

function literalText(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(value) : `“${value}”`;
}

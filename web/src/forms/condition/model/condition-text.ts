import { capitalized } from "../../../ui/text.ts";
import { operatorLabel } from "./operator-choices.ts";
import type { Group, Item, Operand, Rule, ValueType } from "./tree.ts";
import { isWhole } from "./tree.ts";
import { t } from "../../../i18n/i18n.ts";

/** What is known of a path: how people call it, and what it holds. */
export type Describe = (path: string) => { label: string; type: ValueType };

/** The condition in a sentence; "" when it says nothing yet. */
export function conditionText(group: Group, describe: Describe): string {
  const words = itemText(group, describe, true);
  return words === "" ? "" : `${capitalized(words)}.`;
}

function itemText(item: Item, describe: Describe, isWholeThing = false): string {
  if (item.kind === "code") return t("conditions:text.byHand");
  if (item.kind === "rule") return isWhole(item) ? ruleText(item, describe) : "";
  const parts = item.items
    .map((inner) => itemText(inner, describe))
    .filter((words) => words !== "");
  const joined = parts.join(
    item.join === "and" ? t("conditions:text.and") : t("conditions:text.or"),
  );
  if (joined === "") return "";
  if (item.not) return t("conditions:text.not", { words: joined });
  return parts.length > 1 && !isWholeThing ? `(${joined})` : joined;
}

function ruleText(rule: Rule, describe: Describe): string {
  const { label, type } = describe(rule.path);
  if (type === "segments" && rule.operator !== "isSet" && rule.operand !== null) {
    return t("conditions:text.member", {
      operator: operatorLabel(type, rule),
      segments: operandText(rule.operand, describe),
    });
  }
  const subject = rule.lower ? t("conditions:text.lower", { field: label }) : label;
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
      return t("conditions:text.now");
    case "moment":
    default: {
      const span = t(`conditions:span.${operand.unit}`, { count: Math.abs(operand.amount) });
      const isPast = operand.amount < 0;
      if (operand.of === "now") {
        return isPast ? t("conditions:text.ago", { span }) : t("conditions:text.fromNow", { span });
      }
      const field = describe(operand.of).label;
      return isPast
        ? t("conditions:text.beforeField", { span, field })
        : t("conditions:text.afterField", { span, field });
    }
  }
}

function literalText(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? t("conditions:text.yes") : t("conditions:text.no");
  return typeof value === "number" ? String(value) : t("conditions:text.quoted", { value });
}

import type { Group, Item, Operand, Rule } from "./tree.ts";
import { isWhole } from "./tree.ts";

/** The JsonLogic rule that the editor shows; null when it shows none. Unfinished rules are left out. */
export function writeCondition(group: Group): unknown {
  const written = writeItem(group);
  return written === undefined ? null : written;
}

function writeItem(item: Item): unknown {
  if (item.kind === "group") return writeGroup(item);
  if (item.kind === "code") return item.rule;
  return isWhole(item) ? writeRule(item) : undefined;
}

function writeGroup({ join, not, items }: Group): unknown {
  const parts = items.map(writeItem).filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const [only] = parts;
  const joined = parts.length === 1 && isCondition(only) ? only : { [join]: parts };
  return not ? { "!": joined } : joined;
}

/** What may stand by itself as a condition. */
function isCondition(part: unknown): boolean {
  return typeof part === "boolean" || (typeof part === "object" && part !== null);
}

function writeRule({ path, lower, operator, not, operand }: Rule): unknown {
  const subject = lower ? { lower: { var: path } } : { var: path };
  if (operator === "isSet") return { [not ? "isEmpty" : "isSet"]: subject };
  const value = writeOperand(operand);
  if (operator === "==") return { [not ? "!=" : "=="]: [subject, value] };
  // Membership in its usual form, by which a segment's use is found.
  const isMembership = operator === "contains" && memberships.has(path) && !lower;
  const rule = isMembership ? { in: [value, subject] } : { [operator]: [subject, value] };
  return not ? { "!": rule } : rule;
}

const memberships = new Set(["contact.segments", "contact.topics"]);

function writeOperand(operand: Operand | null): unknown {
  if (operand === null) return null;
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "list":
      return operand.values;
    case "fact":
      return { var: operand.path };
    case "now":
      return { var: "now" };
    case "moment":
    default:
      return { dateAdd: [{ var: operand.of }, operand.amount, operand.unit] };
  }
}

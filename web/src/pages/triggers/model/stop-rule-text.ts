import type { OrderStatus } from "../../../../../src/domain/order-status.ts";
import type { StopRule } from "../../../../../src/domain/stop-rule.ts";

export const orderStatusLabels: Record<OrderStatus, string> = {
  ABANDONED_SHOPPING_CART: "Abandoned cart",
  INITIALIZED: "Initialized",
  IN_PROGRESS: "In progress",
  DELIVERED: "Delivered",
  CANCELLED: "Cancelled",
};

/** What a stop rule does: "Ends when the contact enters “Bought”". */
export function stopRuleText(rule: StopRule): string {
  if (rule.kind === "segment") return `Ends when the contact ${rule.when} “${rule.segment}”`;
  const statuses = rule.statuses.map((status) => orderStatusLabels[status].toLowerCase());
  return `Ends when an order of the contact becomes ${statuses.join(" or ")}`;
}

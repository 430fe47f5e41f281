import type { FactPath } from "../../contract/api/fact-paths.ts";
import { orderStatuses } from "../../domain/order-status.ts";
import { seenValues } from "../../domain/seen-values.ts";
import { fixed, seenBelow } from "./path.ts";

/** The paths of the run's order: there once a block "Get order" has found it. */
export function orderPaths(
  seen: readonly { items: unknown[]; details: Record<string, unknown> }[],
): FactPath[] {
  const [items] = seenValues(seen.map((order) => ({ items: order.items })));
  return [
    fixed("order.externalId", "Order number", "text"),
    fixed("order.status", "Status", "text", [...orderStatuses]),
    fixed("order.totalCost", "Total", "number"),
    fixed("order.currency", "Currency", "text"),
    fixed("order.date", "Date", "date"),
    {
      ...fixed("order.items", "Items", "list"),
      ...(items?.fields !== undefined && { fields: items.fields }),
    },
    ...seenBelow("order.details", seenValues(seen.map(({ details }) => details))),
  ];
}

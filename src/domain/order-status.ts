/** How far an order has come, from the first to the last. */
export const orderStatuses = [
  "ABANDONED_SHOPPING_CART",
  "INITIALIZED",
  "IN_PROGRESS",
  "DELIVERED",
  "CANCELLED",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export interface OrderState {
  status: OrderStatus;
  /** The order's date as uploaded, by the shop's clock. */
  orderedAt: Date;
}

/**
 * Whether an upload is news, given what is kept. Uploads may arrive in any order, and shops send
 * one date for all of an order's statuses, some with the day only: so a status further on is
 * always news, the same status unless its date is older, and an earlier status only with a later
 * date (the order was opened again).
 */
export function isNewerStatus(kept: OrderState, upload: OrderState): boolean {
  const step = orderStatuses.indexOf(upload.status) - orderStatuses.indexOf(kept.status);
  if (step > 0) return true;
  return step === 0 ? upload.orderedAt >= kept.orderedAt : upload.orderedAt > kept.orderedAt;
}

/**
 * Whether an upload is the first to say that somebody has bought: a new order, one of which it was not
 * known whose it is, or a cart that the shop had called abandoned. Later statuses of an order say
 * nothing of what is in a cart by then.
 */
export function isOrdering(
  kept: { status: OrderStatus; contactId: string | null } | null,
  upload: Pick<OrderState, "status">,
): boolean {
  const isFirst =
    kept === null || kept.contactId === null || kept.status === "ABANDONED_SHOPPING_CART";
  return isFirst && upload.status !== "ABANDONED_SHOPPING_CART" && upload.status !== "CANCELLED";
}

/** The event type that a status raises. */
export function orderEventKey(status: OrderStatus): string {
  return `order${status}`;
}

/** The message id of that event: each order raises it once. */
export function orderMessageId(externalId: string, status: OrderStatus): string {
  return `order/${externalId}/${status}`;
}

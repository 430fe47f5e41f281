import type { ServiceContext } from "../context.ts";
import { newId } from "../../platform/new-id.ts";
import type { IncomingOrder } from "./incoming-order.ts";
import { isForeignKeyViolation, LostRace } from "../../db/core/database-errors.ts";
import type { Ordering } from "../../db/contacts/carts.ts";
import { clearOrderedCarts } from "../../db/contacts/carts.ts";
import { recordStatus } from "../../db/events/order-statuses.ts";
import type { KeptOrder } from "../../db/events/orders.ts";
import { fillOrder, lockOrder, writeOrder } from "../../db/events/orders.ts";
import { stopByRule } from "../../db/runs/stop-rules.ts";
import type { OrderStatus } from "../../domain/order-status.ts";
import { isNewerStatus, isOrdering, orderStatuses } from "../../domain/order-status.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";

/**
 * Keeps orders and the statuses they reach, in one transaction; their events follow, and the
 * caller tells the dispatcher, as runs may have been stopped.
 * @returns the ids of the orders
 */
export async function saveOrders(
  context: ServiceContext,
  orders: readonly IncomingOrder[],
): Promise<string[]> {
  // Sorted, so that uploads at the same time can't deadlock; the sort keeps the order of uploads
  // that speak of the same order.
  const sorted = orders.toSorted((a, b) => {
    if (a.externalId === b.externalId) return 0;
    return a.externalId < b.externalId ? -1 : 1;
  });
  return context.transaction(async (context) => {
    try {
      return await saveSorted(context, sorted);
    } catch (error) {
      // Found a moment ago, and erased since: the next attempt makes it anew.
      throw isForeignKeyViolation(error) ? new LostRace("an erased contact") : error;
    }
  });
}

interface Saved {
  id: string;
  contactId: string | null;
  /** A status that it has for the first time: it stops the runs that a rule ends by it. */
  reached: OrderStatus | null;
  /** The order is new, and bought what was in the cart; null: it changes no cart. */
  ordering: Ordering | null;
}

async function saveSorted(
  context: ServiceContext,
  sorted: readonly IncomingOrder[],
): Promise<string[]> {
  const contacts = await resolveContacts(
    context.sql,
    sorted.map(({ identities, knownContactId }) => ({
      identities,
      source: "order",
      ...(knownContactId !== undefined && { knownContactId }),
    })),
  );
  const kept: Saved[] = [];
  for (const [index, order] of sorted.entries()) {
    kept.push(await saveOrder(context, order, contacts[index]?.contactId ?? null));
  }
  await clearOrderedCarts(
    context.sql,
    kept.flatMap(({ ordering }) => ordering ?? []),
  );
  for (const status of orderStatuses) {
    const whose = kept.flatMap(({ reached, contactId }) =>
      reached === status && contactId !== null ? [contactId] : [],
    );
    await stopByRule(context.sql, { kind: "order", statuses: [status] }, whose);
  }
  return kept.map(({ id }) => id);
}

/** An upload that is no news (domain/order-status.ts) changes nothing and raises nothing. */
async function saveOrder(
  context: ServiceContext,
  given: IncomingOrder,
  contactId: string | null,
): Promise<Saved> {
  const { id, kept } = await lockOrder(context.sql, newId(), { ...given, contactId });
  const order = kept === null ? given : withSaved(given, kept);
  const whose = contactId ?? kept?.contactId ?? null;
  if (kept !== null && !isNewerStatus(kept, order)) {
    const isFull = order.totalCost !== null && order.currency !== null;
    if (kept.partial && isFull) await fillOrder(context.sql, id, { ...order, contactId });
    return { id, contactId: whose, reached: null, ordering: null };
  }
  if (kept !== null) await writeOrder(context.sql, id, { ...order, contactId });
  const isFirst = await recordStatus(context.sql, id, order.status);
  return {
    id,
    contactId: whose,
    reached: isFirst ? order.status : null,
    ordering:
      whose !== null && isOrdering(kept, order)
        ? { contactId: whose, orderedAt: order.orderedAt }
        : null,
  };
}

/** What an event left unsaid of an order that is kept: it tells nothing new of it. */
function withSaved(order: IncomingOrder, kept: KeptOrder): IncomingOrder {
  const { status = false, date = false } = order.unsaid ?? {};
  return {
    ...order,
    ...(status && { status: kept.status }),
    ...(date && { orderedAt: kept.orderedAt }),
  };
}

import type { IdleCart } from "../../db/contacts/carts.ts";
import { markAbandoned, takeIdleCarts, writeCarts } from "../../db/contacts/carts.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { cartAbandoned } from "../../domain/cart.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";

/** Carts that one transaction takes. */
const pageSize = 200;

/**
 * Raises an event for each cart that was left. The mark on the cart and its event are one transaction:
 * a worker that is killed in between leaves neither, and any other finds the cart.
 * @returns how many
 */
export async function findAbandonedCarts(
  context: ServiceContext,
  signal?: AbortSignal,
): Promise<number> {
  let found = 0;
  while (signal?.aborted !== true) {
    const page = await findPage(context);
    found += page.abandoned;
    if (page.looked < pageSize) break;
  }
  return found;
}

async function findPage(context: ServiceContext): Promise<{ looked: number; abandoned: number }> {
  const { cartAbandonedMinutes } = await findWorkspace(context.sql);
  return context.transaction(async (context) => {
    const idle = await takeIdleCarts(context.sql, cartAbandonedMinutes, pageSize);
    if (idle.length === 0) return { looked: 0, abandoned: 0 };
    // Told late of the time before an order: what was in it is bought.
    const bought = idle.filter(({ ordered }) => ordered);
    await writeCarts(context.sql, bought.map(cleared), context.now());
    const left = idle.filter(({ ordered }) => !ordered);
    const whose = left.map(({ contactId }) => contactId);
    await markAbandoned(context.sql, whose);
    if (left.length > 0) await raiseEvents(context, left.map(eventOf));
    return { looked: idle.length, abandoned: left.length };
  });
}

function cleared(cart: IdleCart): IdleCart {
  return { ...cart, items: [], total: null, details: {} };
}

function eventOf(cart: IdleCart): IncomingEvent {
  const { contactId, items, total, currency, url, details, changedAt, change } = cart;
  return {
    typeKey: cartAbandoned,
    keyValue: contactId,
    params: { ...details, items, total, currency, url, changedAt: changedAt.toISOString() },
    identities: [],
    knownContactId: contactId,
    messageId: `cart/${contactId}/${change}`,
    source: "system",
  };
}

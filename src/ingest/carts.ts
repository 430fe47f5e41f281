import { isIdentifying } from "../contract/identifying-params.ts";
import type { CartRow } from "../db/contacts/carts.ts";
import { holdCarts } from "../db/contacts/carts.ts";
import type { Sql } from "../db/core/database.ts";
import type { CartNews } from "../domain/cart.ts";
import { cartNewsIn, cartUpdated, changedCart } from "../domain/cart.ts";
import type { IncomingEvent } from "../domain/event.ts";
import type { KnownEvent } from "./known-event.ts";

/**
 * The carts that the events of a batch change, held and still to be written (`writeCarts`). Asks
 * nothing where no event tells of one. To be asked before subjects are locked, as carts that are
 * found abandoned are locked before their events are ingested.
 */
export async function cartsOf(
  sql: Sql,
  batch: readonly KnownEvent[],
  now: Date,
): Promise<CartRow[]> {
  const told = batch.flatMap(({ contactId, event }) => {
    const news = newsIn(event);
    if (contactId === null || news === null) return [];
    const { occurredAt = now } = event;
    return [{ contactId, news, at: occurredAt < now ? occurredAt : now }];
  });
  if (told.length === 0) return [];
  const ids = [...new Set(told.map(({ contactId }) => contactId))];
  const carts = new Map((await holdCarts(sql, ids)).map((cart) => [cart.contactId, cart]));
  const changed = new Map<string, CartRow>();
  for (const { contactId, news, at } of told) {
    const before = changed.get(contactId) ?? carts.get(contactId);
    const after = before === undefined ? null : changedCart(before, news, at);
    if (after !== null) changed.set(contactId, { contactId, ...after });
  }
  return [...changed.values()];
}

/** One told for the record, or of a fan-out to members, is no news of a cart. */
function newsIn({ typeKey, params, cart, past, onlyBinding }: IncomingEvent): CartNews | null {
  if (past === true || onlyBinding !== undefined) return null;
  if (cart !== undefined) return cart;
  if (typeKey !== cartUpdated) return null;
  const said = Object.entries(params).filter(([name]) => !isIdentifying(name));
  return cartNewsIn(Object.fromEntries(said));
}

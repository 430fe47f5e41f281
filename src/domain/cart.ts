import { jsonOfText } from "./json-text.ts";
import { countable } from "./plain-number.ts";

/** The event that tells what a cart holds, and ours of a cart that was left. */
export const cartUpdated = "cartUpdated";
export const cartAbandoned = "cartAbandoned";

/** A contact's cart as it is now. */
export interface Cart {
  /** As they were told; none: there is no cart, or it was cleared. */
  items: unknown[];
  total: number | null;
  /** ISO 4217. */
  currency: string | null;
  url: string | null;
  /** What else was said of it. */
  details: Record<string, unknown>;
  /** When it was changed last, by the clock of whoever told it. */
  changedAt: Date;
  /** When all of its items were told last, or it was cleared. */
  statedAt: Date;
}

/** What somebody tells of a cart. */
export type CartNews =
  /** Undefined items stay as they are; an empty list clears the cart. */
  | ({ tells: "cart"; items: unknown[] | undefined } & CartFacts)
  | ({ tells: "added" | "removed"; item: Record<string, unknown> } & CartFacts);

interface CartFacts {
  total?: number;
  currency?: string;
  url?: string;
  details?: Record<string, unknown>;
}

/** What the params of an event say of a cart: `items`, `total`, `currency`, `url`, and anything else. */
export function cartNewsIn(params: Readonly<Record<string, unknown>>): CartNews {
  const { items, total: _total, currency: _currency, url: _url, ...details } = params;
  return { tells: "cart", items: listIn(items), ...cartFactsIn(params), details };
}

/** What can't be read is left out. */
export function cartFactsIn(params: Readonly<Record<string, unknown>>): CartFacts {
  const { currency, url } = params;
  const total = countable(params["total"]);
  const facts: CartFacts = {};
  if (total !== null && Math.abs(total) < mostAmount) facts.total = total;
  if (typeof currency === "string" && /^[A-Za-z]{3}$/.test(currency)) {
    facts.currency = currency.toUpperCase();
  }
  if (typeof url === "string" && url !== "") facts.url = url;
  return facts;
}

/** Beyond, a number has no cents any more. */
const mostAmount = 1e13;

/** A list, or the JSON of one: some clients send texts only. */
function listIn(given: unknown): unknown[] | undefined {
  const value = typeof given === "string" ? jsonOfText(given) : given;
  return Array.isArray(value) ? value : undefined;
}

/**
 * The cart after what was told of it.
 * @param at when it happened, by the clock of whoever tells
 * @returns null where it is older than what is known, and changes nothing
 */
export function changedCart(cart: Cart, news: CartNews, at: Date): Cart | null {
  const known = news.tells === "cart" ? cart.changedAt : cart.statedAt;
  if (at < known) return null;
  const changedAt = at > cart.changedAt ? at : cart.changedAt;
  if (news.tells === "cart") return { ...toldCart(cart, news, at), changedAt };
  const items = news.tells === "added" ? withItem(cart, news.item) : withoutItem(cart, news.item);
  if (items.length === 0) return { ...cart, ...emptyCart, changedAt, statedAt: at };
  return {
    ...cart,
    items,
    total: sumOf(items),
    currency: news.currency ?? cart.currency,
    url: news.url ?? cart.url,
    changedAt,
  };
}

const emptyCart = { items: [], total: null, details: {} };

function toldCart(cart: Cart, news: CartNews & { tells: "cart" }, at: Date): Cart {
  const { items = cart.items, currency = cart.currency, url = cart.url } = news;
  // Nothing is known of a cart without items but that it is empty.
  if (items.length === 0) {
    return { ...cart, ...emptyCart, statedAt: news.items === undefined ? cart.statedAt : at };
  }
  if (news.items === undefined) {
    const { total = cart.total } = news;
    return { ...cart, total, currency, url, details: { ...cart.details, ...news.details } };
  }
  // The sum of before was of other items.
  const { total = null, details = {} } = news;
  return { ...cart, items, total, currency, url, details, statedAt: at };
}

const mostItems = 200;
const mostBytes = 48 * 1024;

function withItem({ items }: Cart, item: Record<string, unknown>): unknown[] {
  const place = placeOf(items, item);
  const before = items[place];
  const quantity = quantityOf(before) + quantityOf(item);
  const after =
    before === undefined
      ? [...items, item]
      : items.with(place, { ...(before as object), ...item, quantity });
  return bounded(after.slice(-mostItems));
}

/** Single additions are each small; what they come to has to be, too: the latest stay. */
function bounded(items: unknown[]): unknown[] {
  let kept = items;
  while (kept.length > 1 && JSON.stringify(kept).length > mostBytes) {
    kept = kept.slice(Math.ceil(kept.length / 10));
  }
  return kept;
}

function withoutItem({ items }: Cart, item: Record<string, unknown>): unknown[] {
  const place = placeOf(items, item);
  const before = items[place];
  if (before === undefined) return items;
  const left = item["quantity"] === undefined ? 0 : quantityOf(before) - quantityOf(item);
  return left <= 0
    ? items.toSpliced(place, 1)
    : items.with(place, { ...(before as object), quantity: left });
}

/** @returns -1 where the cart has no such item */
function placeOf(items: readonly unknown[], item: Record<string, unknown>): number {
  const key = keyOf(item);
  return key === null ? -1 : items.findIndex((each) => keyOf(each) === key);
}

const idFields = ["product_id", "productId", "id", "externalItemId", "sku"];

/** What makes an item the same as another one: its product, and which variant. */
function keyOf(item: unknown): string | null {
  const fields = fieldsOf(item);
  for (const name of idFields) {
    const id = fields[name];
    if (typeof id === "number" || (typeof id === "string" && id !== "")) {
      return JSON.stringify([String(id), fields["variant"] ?? null]);
    }
  }
  return null;
}

function quantityOf(item: unknown): number {
  if (item === undefined) return 0;
  return countable(fieldsOf(item)["quantity"]) ?? 1;
}

/** What all items cost; null where one does not say its price. */
function sumOf(items: readonly unknown[]): number | null {
  let sum = 0;
  for (const item of items) {
    const price = countable(fieldsOf(item)["price"]);
    if (price === null) return null;
    sum += price * quantityOf(item);
  }
  return Math.abs(sum) < mostAmount ? Math.round(sum * 1e6) / 1e6 : null;
}

function fieldsOf(item: unknown): Record<string, unknown> {
  return typeof item === "object" && item !== null ? (item as Record<string, unknown>) : {};
}

import { expect, test } from "vitest";
import type { Cart, CartNews } from "../../src/domain/cart.ts";
import { cartNewsIn, changedCart } from "../../src/domain/cart.ts";

const empty: Cart = {
  items: [],
  total: null,
  currency: null,
  url: null,
  details: {},
  changedAt: new Date(0),
  statedAt: new Date(0),
};
const at = (second: number): Date => new Date(second * 1_000);

/** The cart after all that was told, each thing at its second. */
function after(...told: [second: number, news: CartNews][]): Cart {
  let cart = empty;
  for (const [second, news] of told) cart = changedCart(cart, news, at(second)) ?? cart;
  return cart;
}

const added = (product_id: string, more: object = {}): CartNews => ({
  tells: "added",
  item: { product_id, price: 10, ...more },
});
const removed = (product_id: string, more: object = {}): CartNews => ({
  tells: "removed",
  item: { product_id, ...more },
});
const mug = { product_id: "mug", price: 10 };

test("what can't be read of a cart is left out, and what is no list of items is none", () => {
  const told = { items: "a mug", total: "much", currency: "euro", url: 7, coupon: "X" };
  expect(cartNewsIn(told)).toEqual({ tells: "cart", items: undefined, details: { coupon: "X" } });
  for (const items of [null, {}, "", "[", "null", 0]) {
    expect(cartNewsIn({ items })).toMatchObject({ items: undefined });
  }
  expect(cartNewsIn({ items: [], total: " 5.50 ", currency: "uah" })).toMatchObject({
    items: [],
    total: 5.5,
    currency: "UAH",
  });
});

test("a sum is that of the items with which it was told", () => {
  const cart = after(
    [1, cartNewsIn({ items: [mug], total: 10, currency: "EUR", coupon: "X" })],
    [2, cartNewsIn({ items: [mug, mug] })],
  );
  expect(cart).toMatchObject({ items: [mug, mug], total: null, currency: "EUR", details: {} });
});

test("a product that is added again adds up, another variant of it is another item", () => {
  const cart = after(
    [1, added("mug")],
    [2, added("mug", { quantity: 2 })],
    [3, added("mug", { variant: "red" })],
  );
  expect(cart.items).toEqual([
    { ...mug, quantity: 3 },
    { ...mug, variant: "red" },
  ]);
  expect(cart.total).toBe(40);
});

test("a removal takes as many as it says, else all, and what is not there stays away", () => {
  const three = added("mug", { quantity: 3 });
  expect(after([1, three], [2, removed("mug", { quantity: 1 })]).items).toMatchObject([
    { quantity: 2 },
  ]);
  expect(after([1, three], [2, removed("mug")]).items).toEqual([]);
  expect(after([1, three], [2, removed("lamp")]).items).toHaveLength(1);
});

test("of additions that come in the wrong order none is lost, but what lies before a whole cart is", () => {
  const late = after([5, added("mug")], [3, added("lamp")]);
  expect(late.items).toHaveLength(2);
  expect(late.changedAt).toEqual(at(5));
  const whole = after([5, cartNewsIn({ items: [mug] })], [3, added("lamp")]);
  expect(whole.items).toEqual([mug]);
  expect(after([5, removed("mug")], [3, added("mug")]).items).toEqual([]);
});

test("however much is added, a cart stays small enough for an event", () => {
  const big = { text: "x".repeat(1_000) };
  const many = Array.from({ length: 500 }, (_, n): [number, CartNews] => [n, added(`p${n}`, big)]);
  const { items } = after(...many);
  expect(items.length).toBeGreaterThan(20);
  expect(items.at(-1)).toMatchObject({ product_id: "p499" });
  expect(JSON.stringify(items).length).toBeLessThan(49_000);
});

import { expect, test } from "vitest";
import { eventsOf } from "./formats/front.ts";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

const mug = { productId: "mug-1", name: "Mug", price: 12, quantity: 2 };

async function contactOf(app: TestApp): Promise<string> {
  const { body } = await app.call("POST", "/api/v1/contacts/upsert", { email: "ada@example.com" });
  return `/api/v1/contacts/${body.contact.id}/cart`;
}

test("a cart is said, shown and cleared; each is an event of the contact", async () => {
  const app = await testApp();
  const path = await contactOf(app);
  expect(await app.call("GET", path)).toMatchObject({
    status: 200,
    body: { items: [], changedAt: null, abandonedAt: null },
  });
  const cart = { items: [mug], total: 24, currency: "eur", url: "https://shop.example.com/cart" };
  const put = await app.call("PUT", path, { ...cart, details: { coupon: "X" } });
  expect(put).toMatchObject({
    status: 200,
    body: { ...cart, currency: "EUR", details: { coupon: "X" }, abandonedAt: null },
  });
  expect((await app.call("GET", path)).body).toEqual(put.body);
  const events = await app.db.query(
    `select e.params, e.contact_id = c.id as theirs from events e, contacts c`,
  );
  expect(events).toEqual([{ params: { ...cart, coupon: "X" }, theirs: true }]);
  expect((await app.call("DELETE", path)).status).toBe(204);
  expect((await app.call("GET", path)).body).toMatchObject({ items: [], total: null, details: {} });
  expect(Object.keys(await eventsOf(app.db))).toEqual(["cartUpdated"]);
});

test("an upload from before what is known changes nothing; a repeated one is one event", async () => {
  const app = await testApp();
  const path = await contactOf(app);
  const key = { "idempotency-key": "cart-1" };
  await app.call("PUT", path, { items: [mug] }, key);
  await app.call("DELETE", path);
  const again = await app.call("PUT", path, { items: [mug] }, key);
  expect(again.body.items).toEqual([]);
  const old = await app.call("PUT", path, { items: [mug], occurredAt: "2026-03-01T12:00:00Z" });
  expect(old.body.items).toEqual([]);
});

test("what is no cart is refused with where, and who is no contact has none", async () => {
  const app = await testApp();
  const path = await contactOf(app);
  const { status, body } = await app.call("PUT", path, { items: [7], currency: "euros" });
  expect([status, body.errors.map((each: { path: string }) => each.path)]).toEqual([
    400,
    ["items[0]", "currency"],
  ]);
  expect((await app.call("PUT", path, {})).status).toBe(400);
  const huge = { items: [{ text: "x".repeat(60_000) }] };
  expect((await app.call("PUT", path, huge)).status).toBe(400);
  const nobody = "/api/v1/contacts/0190b6a4-0000-7000-8000-000000000000/cart";
  for (const method of ["GET", "DELETE"]) {
    expect((await app.call(method, nobody)).status).toBe(404);
  }
});

test("the workspace says after how many minutes, from one to those of 30 days", async () => {
  const app = await testApp();
  const path = "/api/v1/workspace";
  expect((await app.call("GET", path)).body.cartAbandonedMinutes).toBe(60);
  for (const cartAbandonedMinutes of [0, 43_201, 1.5]) {
    const { status } = await app.call("PATCH", path, { cartAbandonedMinutes });
    expect([cartAbandonedMinutes, status]).toEqual([cartAbandonedMinutes, 400]);
  }
  const changed = await app.call("PATCH", path, { cartAbandonedMinutes: 15 });
  expect(changed.body.cartAbandonedMinutes).toBe(15);
});

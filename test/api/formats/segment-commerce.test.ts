import { beforeEach, expect, test } from "vitest";
import type { TestApi } from "../workflows/api.ts";
import { testApi } from "../workflows/api.ts";

let api: TestApi;
beforeEach(async () => {
  api = await testApi();
});

const begin = Date.now() - 600_000;
const when = (seconds: number): string => new Date(begin + seconds * 1_000).toISOString();

interface Told {
  seconds: number;
  id?: string;
  context?: object;
}

const track = (event: string, properties: object, { seconds, id, context = {} }: Told) => ({
  type: "track",
  event,
  userId: "u-1",
  messageId: id ?? `${event} ${seconds}`,
  timestamp: when(seconds),
  properties,
  context,
});

async function send(...batch: object[]): Promise<void> {
  const response = await fetch(`${api.url}/v1/batch`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${api.key}:`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ batch }),
  });
  expect([response.status, await response.json()]).toEqual([200, { success: true }]);
}

async function cart(): Promise<Record<string, unknown>> {
  const [contact] = await api.db.query<{ id: string }>("select id from contacts");
  return (await api.get(`/contacts/${contact?.id}/cart`)).body;
}

async function raised(): Promise<string[]> {
  const rows = await api.db.query<{ key: string; keyValue: string }>(
    `select t.key, e.key_value as "keyValue" from events e join event_types t on t.id = e.type_id
      where t.source = 'system' order by e.id`,
  );
  return rows.map(({ key, keyValue }) => `${key} ${keyValue}`);
}

const mug = { product_id: "mug", name: "Mug", price: 12, quantity: 1 };
const lamp = { product_id: "lamp", name: "Lamp", price: 30.5, quantity: 1 };

test("products that are added and removed make the cart, each message counting once", async () => {
  await send(track("Product Added", { ...mug, currency: "EUR" }, { seconds: 1 }));
  await send(
    track("Product Added", mug, { seconds: 2 }),
    track("Product Added", mug, { seconds: 2 }),
    track("Product Added", lamp, { seconds: 3 }),
  );
  expect(await cart()).toMatchObject({
    items: [{ ...mug, quantity: 2 }, lamp],
    total: 54.5,
    currency: "EUR",
  });
  await send(track("Product Removed", mug, { seconds: 4 }));
  expect(await cart()).toMatchObject({ items: [mug, lamp], total: 42.5 });
  await send(
    track("Product Removed", { product_id: "mug" }, { seconds: 5 }),
    track("Product Removed", { product_id: "lamp" }, { seconds: 6 }),
  );
  expect(await cart()).toMatchObject({ items: [], total: null });
});

test("a cart that is viewed is as it says; what is late of the time before changes nothing", async () => {
  const page = { url: "https://shop.example.com/cart" };
  const viewed = { cart_id: "c-1", products: [lamp], currency: "EUR", value: 30.5 };
  await send(track("Cart Viewed", viewed, { seconds: 5, context: { page } }));
  await send(track("Product Added", mug, { seconds: 4 }));
  expect(await cart()).toMatchObject({
    items: [lamp],
    total: 30.5,
    currency: "EUR",
    url: page.url,
    details: { cart_id: "c-1" },
  });
  await send(track("Cart Viewed", { cart_id: "c-1" }, { seconds: 6 }));
  expect((await cart())["items"]).toEqual([lamp]);
});

const bought = { order_id: "A-1", total: 42.5, currency: "EUR", products: [mug, lamp] };

test("an order that is completed clears the cart, and is an order; each status is one event, however often told", async () => {
  await send(track("Cart Viewed", { products: [mug, lamp] }, { seconds: 1 }));
  const completed = track("Order Completed", bought, { seconds: 2 });
  await send(completed);
  await send(completed, track("Order Completed", bought, { seconds: 2, id: "another" }));
  expect((await cart())["items"]).toEqual([]);
  const cancelled = track("Order Cancelled", { order_id: "A-1" }, { seconds: 9 });
  await send(cancelled);
  await send(cancelled, completed);
  expect(await raised()).toEqual(["orderINITIALIZED A-1", "orderCANCELLED A-1"]);
  expect((await api.get("/orders/A-1")).body).toMatchObject({
    status: "CANCELLED",
    totalCost: 42.5,
    currency: "EUR",
    orderedAt: completed.timestamp,
    items: [
      { externalItemId: "mug", name: "Mug", quantity: 1, cost: 12 },
      { externalItemId: "lamp", name: "Lamp", quantity: 1, cost: 30.5 },
    ],
  });
});

test("an order that was changed keeps how far it is, and one without a number is an event only", async () => {
  await send(
    track("Order Completed", bought, { seconds: 2 }),
    track("Order Updated", { ...bought, total: 50 }, { seconds: 3 }),
    track("Order Completed", { total: 3 }, { seconds: 4 }),
  );
  expect(await raised()).toEqual(["orderINITIALIZED A-1"]);
  expect((await api.get("/orders/A-1")).body).toMatchObject({
    status: "INITIALIZED",
    totalCost: 50,
  });
  expect((await api.get("/orders")).body.items).toHaveLength(1);
});

test("an order whose event was kept before a crash comes with the same message sent again", async () => {
  const completed = track("Order Completed", bought, { seconds: 2 });
  await send(completed);
  // What a crash right behind the event leaves.
  await api.db.query("delete from order_statuses");
  await api.db.query("delete from orders");
  await api.db.query("delete from events where message_id like 'order/%'");
  await api.db.query("delete from event_receipts where message_id like 'order/%'");
  await send(completed);
  expect(await raised()).toEqual(["orderINITIALIZED A-1"]);
});

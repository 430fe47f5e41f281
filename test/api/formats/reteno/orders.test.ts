import { describe, expect, test } from "vitest";
import { testApi } from "../../workflows/api.ts";
import { basicClient, contactBy, eventsOf } from "./client.ts";

const order = {
  externalOrderId: "A-1",
  externalCustomerId: "c-1",
  email: "ada@example.com",
  phone: "+442071838750",
  totalCost: 59.9,
  status: "INITIALIZED",
  date: "2026-03-01T12:00:00",
  currency: "EUR",
  firstName: "Ada",
  lastName: "Lovelace",
  shipping: 4.9,
  discount: 5,
  taxes: 9.5,
  restoreUrl: "https://shop.example.com/cart/1",
  statusDescription: "new",
  storeId: "s-1",
  source: "web",
  deliveryMethod: "Courier",
  paymentMethod: "Card",
  deliveryAddress: "12 St James's Square",
  additionalInfo: { gift: true },
  items: [
    {
      externalItemId: "i-1",
      name: "Tea",
      category: "Food",
      quantity: 2,
      cost: 27.5,
      url: "https://shop.example.com/tea",
      imageUrl: "https://shop.example.com/tea.png",
      description: "Green",
    },
  ],
};

describe("orders", () => {
  test("all fields are kept, and the answer to orders that were all taken is empty", async () => {
    const api = await testApi();
    const sent = await basicClient(api)("POST", "v1/orders/", { orders: [order] });
    expect([sent.status, sent.text]).toEqual([200, ""]);
    const { externalOrderId, status, date: _date, totalCost, currency, items, ...details } = order;
    expect((await api.get("/orders/A-1")).body).toMatchObject({
      externalId: externalOrderId,
      status,
      totalCost,
      currency,
      items,
      details,
      orderedAt: "2026-03-01T12:00:00.000Z",
      contactId: (await contactBy(api, { contactId: "c-1" })).id,
    });
  });

  test("an event for each change of status and only then, whatever is repeated or comes late", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const upload = (status: string) => ask("POST", "v1/orders", { orders: [{ ...order, status }] });
    for (const status of ["INITIALIZED", "INITIALIZED", "DELIVERED", "IN_PROGRESS", "DELIVERED"]) {
      await upload(status);
    }
    expect((await api.get("/orders/A-1")).body.status).toBe("DELIVERED");
    for (const [typeKey, number] of Object.entries({
      orderINITIALIZED: 1,
      orderDELIVERED: 1,
      orderIN_PROGRESS: 0,
    })) {
      const events = await eventsOf(api, typeKey);
      expect([typeKey, events.length]).toEqual([typeKey, number]);
      for (const event of events) {
        expect(event).toMatchObject({ key: "A-1", params: { orderId: "A-1" } });
      }
    }
  });

  test("unknown fields are left aside, and a phone that can't be read where an e-mail names the person", async () => {
    const api = await testApi();
    const item = { ...order.items[0], weight: 3 };
    const given = { ...order, phone: "050 123", loyalty: "gold", items: [item] };
    const sent = await basicClient(api)("POST", "v1/orders", { orders: [given], dedupe: true });
    expect([sent.status, sent.text]).toEqual([200, ""]);
    expect((await api.get("/orders/A-1")).body.items[0]).toEqual(order.items[0]);
  });

  test("the answer names the orders that were not taken", async () => {
    const api = await testApi();
    const bad = { ...order, externalOrderId: "A-2", currency: "euro" };
    const sent = await basicClient(api)("POST", "v1/orders", { orders: [order, bad] });
    expect(sent).toMatchObject({
      status: 200,
      json: { rejected: [{ index: 1, externalOrderId: "A-2" }] },
    });
    expect((await api.get("/orders")).body.items).toHaveLength(1);
  });

  test("more than 1000 are refused", async () => {
    const api = await testApi();
    const orders = Array.from({ length: 1_001 }, () => ({}));
    expect((await basicClient(api)("POST", "v1/orders", { orders })).status).toBe(400);
  });
});

describe("orders told by events", () => {
  const params = {
    externalOrderId: "A-1",
    totalCost: 59.9,
    currency: "EUR",
    Email: "ada@example.com",
    items: order.items,
    date: "2026-03-01T12:00:00",
  };

  async function shop() {
    const api = await testApi();
    const ask = basicClient(api);
    const tell = (eventTypeKey: string, more: object = {}, version = 3) =>
      ask("POST", `v${version}/event`, { eventTypeKey, keyValue: "A-1", params: { ...more } });
    const kept = async () => (await api.get("/orders/A-1")).body;
    return { api, ask, tell, kept };
  }

  test("make it and bring it on, with its status's own events", async () => {
    const { api, tell, kept } = await shop();
    expect((await tell("orderCreated", params)).status).toBe(200);
    expect(await kept()).toMatchObject({ status: "INITIALIZED", totalCost: 59.9, currency: "EUR" });
    await tell("orderUpdated", { status: "IN_PROGRESS", deliveryMethod: "Courier" });
    expect(await kept()).toMatchObject({
      status: "IN_PROGRESS",
      totalCost: 59.9,
      items: order.items,
      details: { deliveryMethod: "Courier" },
    });
    await tell("orderDelivered");
    expect(await kept()).toMatchObject({ status: "DELIVERED", totalCost: 59.9 });
    expect((await kept()).contactId).toBe((await contactBy(api, { email: "ada@example.com" })).id);
    for (const typeKey of [
      "orderCreated",
      "orderINITIALIZED",
      "orderIN_PROGRESS",
      "orderDELIVERED",
    ]) {
      expect(await eventsOf(api, typeKey)).toHaveLength(1);
    }
  });

  test("are harmless when repeated", async () => {
    const { api, tell, kept } = await shop();
    await tell("orderCreated", params);
    expect((await tell("orderCreated", params)).headers.get("idempotent-replayed")).toBe("true");
    await tell("orderCancelled");
    await tell("orderCreated", params);
    expect(await kept()).toMatchObject({ status: "CANCELLED" });
    expect(await eventsOf(api, "orderCreated")).toHaveLength(1);
    expect(await eventsOf(api, "orderINITIALIZED")).toHaveLength(1);
  });

  test("out of order, the first tells the status and the later what it cost", async () => {
    const { tell, kept } = await shop();
    await tell("orderDelivered", { Email: "ada@example.com" });
    expect(await kept()).toMatchObject({ status: "DELIVERED", totalCost: 0, currency: "XXX" });
    await tell("orderCreated", params);
    expect(await kept()).toMatchObject({
      status: "DELIVERED",
      totalCost: 59.9,
      currency: "EUR",
      items: order.items,
    });
    await tell("orderUpdated", { totalCost: 1, currency: "USD", status: "IN_PROGRESS" });
    expect(await kept()).toMatchObject({ status: "DELIVERED", totalCost: 59.9, currency: "EUR" });
  });

  test("an update without a status changes what it says and leaves the status", async () => {
    const { api, tell, kept } = await shop();
    await tell("orderCreated", params);
    await tell("orderDelivered");
    await tell("orderUpdated", { totalCost: 60 });
    expect(await kept()).toMatchObject({ status: "DELIVERED", totalCost: 60 });
    expect(await eventsOf(api, "orderIN_PROGRESS")).toEqual([]);
  });

  test("in version 1 the items come as text", async () => {
    const { ask, kept } = await shop();
    const list = Object.entries({ ...params, items: JSON.stringify(order.items) });
    await ask("POST", "v1/event", {
      eventTypeKey: "orderCreated",
      keyValue: "A-1",
      params: list.map(([name, value]) => ({ name, value })),
    });
    expect((await kept()).items).toEqual(order.items);
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { shopifyOrder, wooCommerceOrder } from "./deliveries.ts";
import { entry, json, secret, sourceApp } from "./source-app.ts";

let it: Awaited<ReturnType<typeof sourceApp>>;
beforeAll(async () => {
  it = await sourceApp();
});

describe("presets of shops carry the customer's names and make the order", () => {
  test("Shopify: from its beginning to its delivery, and each status once", async () => {
    const { path } = await it.make({ preset: "shopify", secret });
    const order = async () => (await it.app.call("GET", "/api/v1/orders/820982911946154500")).body;
    await it.deliver(path, shopifyOrder(secret));
    await it.deliver(path, shopifyOrder(secret));
    const contact = await it.contactBy("jon@example.com");
    expect(contact).toMatchObject({ firstName: "Jon", lastName: "Snow", language: "en" });
    expect(await order()).toMatchObject({
      status: "INITIALIZED",
      totalCost: 403,
      currency: "EUR",
      orderedAt: "2026-03-01T15:00:00.000Z",
      contactId: contact.id,
      items: [{ externalItemId: "7513594", name: "Mug", quantity: 2, cost: 199 }],
      details: {
        firstName: "Jon",
        lastName: "Snow",
        email: "Jon@example.com",
        discount: 5,
        taxes: 11.94,
        paymentMethod: "visa, gift card",
      },
    });
    const later = async (topic: string, more: object) =>
      it.deliver(path, shopifyOrder(secret, { ...more }, { topic, event: topic }));
    await later("orders/paid", {});
    expect(await order()).toMatchObject({ status: "IN_PROGRESS" });
    await later("orders/fulfilled", { fulfillment_status: "fulfilled" });
    expect(await order()).toMatchObject({ status: "DELIVERED", totalCost: 403 });
    await later("checkouts/create", { id: 77 });
    expect((await it.app.call("GET", "/api/v1/orders/77")).status).toBe(404);
    const { items } = (await it.app.call("GET", "/api/v1/events?limit=100")).body;
    const raised = items.flatMap(({ type }: { type: { key: string } }) =>
      type.key.startsWith("order") ? [type.key] : [],
    );
    expect(raised.toSorted()).toEqual(["orderDELIVERED", "orderINITIALIZED", "orderIN_PROGRESS"]);
  });

  test("WooCommerce: a guest's", async () => {
    const { path } = await it.make({ preset: "woocommerce", secret });
    await it.deliver(path, wooCommerceOrder(secret));
    expect(await it.contactBy("john.doe@example.com")).toMatchObject({
      firstName: "John",
      lastName: "Doe",
    });
    expect((await it.app.call("GET", "/api/v1/orders/727")).body).toMatchObject({
      status: "INITIALIZED",
      totalCost: 29.35,
      items: [{ externalItemId: "93", name: "Woo Single #1", quantity: 2, cost: 3 }],
    });
  });

  test("names are told of whom the event is about, change no address, and come once", async () => {
    const mapping = {
      eventType: "told",
      messageId: "{{ body.n }}",
      contact: {
        contactId: "{{ body.id }}",
        email: "{{ body.email }}",
        firstName: "{{ body.name }}",
      },
    };
    const { path } = await it.make({ preset: "custom", mapping });
    await it.deliver(path, json({ n: 1, id: "k-1", email: "k@example.com", name: "Kim" }));
    await it.deliver(path, json({ n: 2, id: "k-1", email: "office@example.com", name: "Kai" }));
    await it.deliver(path, json({ n: 1, id: "k-1", email: "k@example.com", name: "Kim" }));
    expect(await it.contactBy("k@example.com")).toMatchObject({
      firstName: "Kai",
      email: "k@example.com",
      source: "webhook",
    });
  });

  test("trying shows each entry with its order and names, and sends nothing", async () => {
    const source = await it.make({ preset: "custom" });
    const mapping = {
      ...entry,
      each: "body",
      contact: { ...entry.contact, firstName: "{{ item.name }}" },
      order: { status: "{{ item.state }}", totalCost: "{{ item.sum }}", currency: "EUR" },
    };
    const body = [
      {
        type: "bought",
        id: 5,
        email: "t@example.com",
        name: "Tea",
        state: "DELIVERED",
        sum: "9.5",
      },
      { type: "bought", id: 6, state: "elsewhere", sum: "much" },
    ];
    const tried = await it.app.call("POST", `/api/v1/sources/${source.id}/try`, { body, mapping });
    expect(tried.body.entries).toMatchObject([
      {
        outcome: "event",
        contact: { firstName: "Tea" },
        order: { status: "DELIVERED", totalCost: 9.5 },
      },
      {
        outcome: "event",
        order: null,
        ignored: [{ path: "order.status" }, { path: "order.totalCost" }],
      },
    ]);
    expect(await it.samplesOf(source)).toEqual([]);
  });
});
